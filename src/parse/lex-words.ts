import { feedAt } from "../read/words.ts";
import { openingOf } from "./call-line.ts";
import { isBlank, kindOf, LineKind } from "./line-reader.ts";
import type { WordSieve } from "./word-sieve.ts";
import { prefixAt } from "./words.ts";

const ZERO = 0x30;
const STALE = 0x3f;
const TAB = 9;

/**
 * Visits the trustworthy words (printed without `?`) that pass a sieve, of the argument lists in bytes[start, end), a goroutine's text with so many blanks
 * before each line: its first byte and the one behind its last. Positions, half of the text, are passed over.
 *
 * @param view Of the same bytes.
 */
export function lexWords(
  bytes: Uint8Array,
  view: DataView,
  { start, end, margin }: { readonly start: number; readonly end: number; readonly margin: number },
  sieve: WordSieve,
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
    if (open >= 0) lexList(bytes, view, open, behind, sieve, visit);
  }
}

function lexList(
  bytes: Uint8Array,
  view: DataView,
  open: number,
  end: number,
  sieve: WordSieve,
  visit: (at: number, behind: number) => void,
): void {
  for (let x = prefixAt(view, open, end); x >= 0; x = prefixAt(view, x + 1, end)) {
    if (bytes[x - 1] !== ZERO || !sieve.passes(view, x - 1)) continue;
    let behind = x + 1;
    while (isHexDigit(bytes[behind] as number)) behind++;
    if (bytes[behind] !== STALE) visit(x - 1, behind);
  }
}

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}
