import { openingOf } from "./call-line.ts";
import { LineKind, type LineReader } from "./line-reader.ts";

const ZERO = 0x30;
const X = 0x78;
const STALE = 0x3f;

/**
 * Visits every trustworthy word (printed without `?`) of the argument lists in a goroutine's text: its first byte and the one behind its last.
 *
 * @param reader Of the whole text, at any place: making one for each goroutine would take as long as reading it.
 * @param margin So many blanks stand before each line.
 */
export function lexWords(
  reader: LineReader,
  start: number,
  end: number,
  margin: number,
  visit: (at: number, behind: number) => void,
): void {
  const { bytes } = reader;
  reader.next = start;
  reader.margin = margin;
  while (reader.next < end && reader.advance()) {
    if (reader.kind !== LineKind.Call) continue;
    let at = openingOf(bytes, reader.start, reader.end);
    if (at < 0) continue;
    for (; at < reader.end; at++) {
      if (bytes[at] !== X || bytes[at - 1] !== ZERO) continue;
      const first = at - 1;
      do at++;
      while (isHexDigit(bytes[at] as number));
      if (bytes[at] !== STALE) visit(first, at);
    }
  }
}

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}
