import { viewOf, WORD } from "./words.ts";

const FEED = 10;

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

/** Words whose feeds are counted together: each of the four bytes of a sum holds up to 255. */
const MOST_WORDS = 255;

/** Count of line feeds in bytes[start, end). */
export function countLineFeeds(bytes: Uint8Array, start: number, end: number): number {
  const view = viewOf(bytes);
  const limit = Math.min(end, bytes.length);
  let count = 0;
  let at = start;
  for (let last = limit - WORD; at <= last; ) {
    const stop = Math.min(last, at + (MOST_WORDS - 1) * WORD);
    let sums = 0;
    for (; at <= stop; at += WORD) sums = (sums + feedsIn(view.getInt32(at, true))) | 0;
    count += (sums & 0xff) + ((sums >>> 8) & 0xff) + ((sums >>> 16) & 0xff) + (sums >>> 24);
  }
  for (; at < limit; at++) if (bytes[at] === FEED) count++;
  return count;
}

/** 1 in each byte of the word that is a line feed. */
function feedsIn(word: number): number {
  const other = word ^ 0x0a0a0a0a;
  return (~(((other & 0x7f7f7f7f) + 0x7f7f7f7f) | other) & 0x80808080) >>> 7;
}
