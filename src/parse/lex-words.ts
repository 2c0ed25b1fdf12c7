import { openingOf } from "./call-line.ts";
import { LineKind, LineReader } from "./line-reader.ts";

const ZERO = 0x30;
const X = 0x78;
const STALE = 0x3f;

/**
 * Visits every trustworthy word (printed without `?`) of the argument lists in bytes[start, end), a goroutine's text with so many blanks
 * before each line: its value, its first byte and the one behind its last.
 */
export function lexWords(
  bytes: Uint8Array,
  start: number,
  end: number,
  margin: number,
  visit: (value: number, at: number, behind: number) => void,
): void {
  const reader = new LineReader(bytes, start, margin);
  while (reader.next < end && reader.advance()) {
    if (reader.kind !== LineKind.Call) continue;
    let at = openingOf(bytes, reader.start, reader.end);
    if (at < 0) continue;
    for (; at < reader.end; at++) {
      if (bytes[at] !== ZERO || bytes[at + 1] !== X) continue;
      const first = at;
      let value = 0;
      at += 2;
      for (let digit = hexDigit(bytes[at]); digit >= 0; digit = hexDigit(bytes[++at])) value = 16 * value + digit;
      if (bytes[at] !== STALE) visit(value, first, at);
    }
  }
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x61 && byte <= 0x66) return byte - 0x57;
  return -1;
}
