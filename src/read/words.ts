/**
 * Bytes several at a time, through a DataView, which unlike the typed arrays may begin at any byte. This is what the hot loops that read texts
 * are made of: byte by byte they take two to three times as long. The order of bytes is fixed (`true`: little-endian), so that no result
 * depends on the machine.
 */
export const WORD = 4;

/** The bytes as they are, for reading them several at a time. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether two runs of bytes are equal, for all bytes. */
export function equalBytes(a: DataView, at: number, b: DataView, from: number, length: number): boolean {
  let i = 0;
  for (; i + WORD <= length; i += WORD) if (a.getInt32(at + i, true) !== b.getInt32(from + i, true)) return false;
  for (; i < length; i++) if (a.getUint8(at + i) !== b.getUint8(from + i)) return false;
  return true;
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

/** Position of the first double quote or line feed at or behind a byte; -1 for none. Four words a step: it may be as far as the text is long. */
export function quoteOrFeedAt(view: DataView, from: number): number {
  let at = from;
  const last = view.byteLength - 4 * WORD;
  while (at <= last) {
    const first = quoteOrFeedIn(view.getInt32(at, true)) | quoteOrFeedIn(view.getInt32(at + WORD, true));
    const second =
      quoteOrFeedIn(view.getInt32(at + 2 * WORD, true)) | quoteOrFeedIn(view.getInt32(at + 3 * WORD, true));
    if ((first | second) !== 0) break;
    at += 4 * WORD;
  }
  for (; at < view.byteLength; at++) {
    const byte = view.getUint8(at);
    if (byte === 0x22 || byte === 0x0a) return at;
  }
  return -1;
}

/** Not 0 for a word with such a byte. */
function quoteOrFeedIn(word: number): number {
  const quote = (word ^ 0x22222222) - 0x01010101;
  const feed = (word ^ 0x0a0a0a0a) - 0x01010101;
  return (quote | feed) & ~word & 0x80808080;
}

/** Number of the lowest byte in which a bit is set. */
export function firstByte(bits: number): number {
  return (31 - Math.clz32(bits & -bits)) >> 3;
}
