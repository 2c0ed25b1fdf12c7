/**
 * Bytes several at a time, through a DataView, which unlike the typed arrays may begin at any byte. This is what the hot loops of the reader
 * are made of: byte by byte they take two to three times as long. The order of bytes is fixed (`true`: little-endian), so that no result
 * depends on the machine.
 */
const WIDE = 8;
const WORD = 4;

/** The bytes as they are, for reading them several at a time. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

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

/** Whether two runs of bytes are equal, for all bytes. */
export function equalBytes(a: DataView, at: number, b: DataView, from: number, length: number): boolean {
  let i = 0;
  for (; i + WORD <= length; i += WORD) if (a.getInt32(at + i, true) !== b.getInt32(from + i, true)) return false;
  for (; i < length; i++) if (a.getUint8(at + i) !== b.getUint8(from + i)) return false;
  return true;
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

/** Position of the first line feed at or behind a byte; -1 for none. Faster than `indexOf` for short lines, which pays for the call. */
export function feedAt(view: DataView, from: number): number {
  let at = from;
  const last = view.byteLength - WORD;
  for (; at <= last; at += WORD) {
    // A byte that is a line feed becomes 0, and borrows from its high bit when 1 is taken from it.
    const word = view.getInt32(at, true) ^ 0x0a0a0a0a;
    const found = (word - 0x01010101) & ~word & 0x80808080;
    if (found !== 0) return at + firstByte(found);
  }
  for (; at < view.byteLength; at++) if (view.getUint8(at) === 0x0a) return at;
  return -1;
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

/** Number of the lowest byte in which a bit is set. */
function firstByte(bits: number): number {
  return (31 - Math.clz32(bits & -bits)) >> 3;
}
