/** First position of a pattern at or behind `from`, -1 for none. Written for patterns whose first byte is rare. */
export function findBytes(bytes: Uint8Array, pattern: Uint8Array, from = 0): number {
  const first = pattern[0] as number;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let matched = 1;
    while (matched < pattern.length && bytes[at + matched] === pattern[matched]) matched++;
    if (matched === pattern.length) return at;
  }
  return -1;
}

/** Count of line feeds in bytes[start, end). */
export function countLineFeeds(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  const limit = Math.min(end, bytes.length);
  for (let at = start; at < limit; at++) if (bytes[at] === 10) count++;
  return count;
}
