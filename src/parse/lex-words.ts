import { openingOf } from "./call-line.ts";
import { isBlank, kindOf, LineKind } from "./line-reader.ts";
import { feedAt } from "./words.ts";

const ZERO = 0x30;
const X = 0x78;
const STALE = 0x3f;
const TAB = 9;

/**
 * Visits every trustworthy word (printed without `?`) of the argument lists in bytes[start, end), a goroutine's text with so many blanks
 * before each line: its first byte and the one behind its last. Positions, half of the text, are passed over.
 *
 * @param view Of the same bytes.
 */
export function lexWords(
  bytes: Uint8Array,
  view: DataView,
  { start, end, margin }: { readonly start: number; readonly end: number; readonly margin: number },
  visit: (at: number, behind: number) => void,
): void {
  for (let at = start; at < end; ) {
    const feed = feedAt(view, at);
    let behind = feed < 0 ? bytes.length : feed;
    let first = at;
    while (first < at + margin && first < behind && isBlank(bytes[first] as number)) first++;
    at = behind + 1;
    if (bytes[first] === TAB) continue;
    while (behind > first && isBlank(bytes[behind - 1] as number)) behind--;
    if (kindOf(bytes, first, behind) !== LineKind.Call) continue;
    const open = openingOf(bytes, first, behind);
    if (open >= 0) lexList(bytes, open, behind, visit);
  }
}

function lexList(bytes: Uint8Array, open: number, end: number, visit: (at: number, behind: number) => void): void {
  for (let at = open; at < end; at++) {
    if (bytes[at] !== X || bytes[at - 1] !== ZERO) continue;
    const first = at - 1;
    do at++;
    while (isHexDigit(bytes[at] as number));
    if (bytes[at] !== STALE) visit(first, at);
  }
}

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}
