import { firstByte, WORD } from "./words.ts";

const FEED = 10;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Copies what stands before the first byte of a value, in one pass over the bytes.
 *
 * @param end Where to stop if no such byte comes before.
 * @param to Has room for all that; bytes up to `end` may be overwritten.
 * @returns Where it stopped in `from`.
 */
export function copyUntil(
  stop: number,
  from: DataView,
  start: number,
  end: number,
  to: DataView,
  target: number,
): number {
  const shift = target - start;
  const pattern = Math.imul(stop, 0x01010101);
  let at = start;
  // Two words a step: a line has some ten of them.
  for (const last = end - 2 * WORD; at <= last; at += 2 * WORD) {
    const one = from.getInt32(at, true);
    const two = from.getInt32(at + WORD, true);
    to.setInt32(at + shift, one, true);
    to.setInt32(at + shift + WORD, two, true);
    // See `feedAt`.
    const inOne = equals(one, pattern);
    const inTwo = equals(two, pattern);
    if ((inOne | inTwo) !== 0) return inOne !== 0 ? at + firstByte(inOne) : at + WORD + firstByte(inTwo);
  }
  for (; at < end; at++) {
    const byte = from.getUint8(at);
    if (byte === stop) return at;
    to.setUint8(at + shift, byte);
  }
  return end;
}

/** Position of the first quote, backslash or line feed in [from, end); `end` for none. */
export function stopAt(view: DataView, from: number, end: number): number {
  let at = from;
  for (const last = end - WORD; at <= last; at += WORD) {
    const found = stops(view.getInt32(at, true));
    if (found !== 0) return at + firstByte(found);
  }
  while (at < end && !isStop(view.getUint8(at))) at++;
  return at;
}

/** Copies bytes[start, end). Faster than the methods of arrays for what is as short as a line. */
export function copyBytes(from: DataView, start: number, end: number, to: DataView, target: number): void {
  const shift = target - start;
  let at = start;
  for (const last = end - WORD; at <= last; at += WORD) to.setInt32(at + shift, from.getInt32(at, true), true);
  for (; at < end; at++) to.setUint8(at + shift, from.getUint8(at));
}

/** Not 0 for a word with such a byte; the lowest bit stands in the first of them. */
function equals(word: number, pattern: number): number {
  return ((word ^ pattern) - 0x01010101) & ~word & 0x80808080;
}

/** Not 0 for a word with a quote, a backslash or a line feed; the lowest bit stands in the first of them. */
export function stops(word: number): number {
  const quote = (word ^ 0x22222222) - 0x01010101;
  const backslash = (word ^ 0x5c5c5c5c) - 0x01010101;
  const feed = (word ^ 0x0a0a0a0a) - 0x01010101;
  return (quote | backslash | feed) & ~word & 0x80808080;
}

function isStop(byte: number): boolean {
  return byte === QUOTE || byte === BACKSLASH || byte === FEED;
}
