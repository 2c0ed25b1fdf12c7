const FEED = 10;

/** Where the line before the one starts that starts at `start`; 0 for the first line. */
export function lineBefore(bytes: Uint8Array, start: number): number {
  // A negative position would be counted from the end.
  return start < 2 ? 0 : bytes.lastIndexOf(FEED, start - 2) + 1;
}
