import { equalBytes, firstByte, WORD } from "../read/words.ts";

/** Steps of eight bytes; see the module of the same name in read. */
const WIDE = 8;

/**
 * Whether two runs of bytes are equal. Eight bytes at a time are compared as floating-point numbers, the only numbers of eight bytes that cost
 * no allocation. Some equal bytes are no equal numbers (NaN: never in ASCII text), so false may come for equal bytes, rarely; and the two zeros
 * are equal numbers: one of the texts must not hold a NUL byte.
 */
export function equalWords(a: DataView, at: number, b: DataView, from: number, length: number): boolean {
  if (length < WIDE) return equalBytes(a, at, b, from, length);
  const last = length - WIDE;
  for (let i = 0; i < last; i += WIDE) if (a.getFloat64(at + i, true) !== b.getFloat64(from + i, true)) return false;
  return a.getFloat64(at + last, true) === b.getFloat64(from + last, true);
}

/** A hash of the bytes [start, end): multiply and rotate, four bytes a step. */
export function hashOf(view: DataView, start: number, end: number): number {
  let hash = end - start;
  let i = start;
  for (; i + WORD <= end; i += WORD) hash = stir(hash, view.getInt32(i, true));
  for (; i < end; i++) hash = stir(hash, view.getUint8(i));
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function stir(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return (mixed << 13) | (mixed >>> 19);
}

/** Position of the first "x" in [from, end), as in "0x"; -1 for none. */
export function prefixAt(view: DataView, from: number, end: number): number {
  let at = from;
  for (const last = end - WORD; at <= last; at += WORD) {
    const word = view.getInt32(at, true) ^ 0x78787878;
    const found = (word - 0x01010101) & ~word & 0x80808080;
    if (found !== 0) return at + firstByte(found);
  }
  for (; at < end; at++) if (view.getUint8(at) === 0x78) return at;
  return -1;
}

/**
 * First byte at or behind `from` that is none of those in an argument list: a parenthesis, a line feed; -1 where the text ends before. Stops
 * at some other bytes too (tab, "*", "+"), which no argument list has.
 */
export function behindArguments(view: DataView, from: number): number {
  let at = from;
  const last = view.byteLength - WORD;
  for (; at <= last; at += WORD) {
    // Of the bytes in an argument list none has 0x08 without any of 0x54: these bits are 0 then, as in `feedAt`.
    const word = (view.getInt32(at, true) & 0x5c5c5c5c) ^ 0x08080808;
    const found = (word - 0x01010101) & 0x80808080;
    if (found !== 0) return at + firstByte(found);
  }
  return -1;
}
