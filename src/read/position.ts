import { feedAt } from "./words.ts";

const SLASH = 0x2f;
const SPACE = 0x20;
const COLON = 0x3a;
const ZERO = 0x30;
const LETTER_X = 0x78;

/** Whether the line that begins here is a position with an absolute path: "/x/main.go:12 +0x1d", perhaps with "fp=0x… sp=0x…" behind it. */
export function isPosition(view: DataView, start: number): boolean {
  if (start >= view.byteLength || view.getUint8(start) !== SLASH) return false;
  const feed = feedAt(view, start);
  for (let at = feed < 0 ? view.byteLength : feed; at > start; ) {
    let digits = at;
    while (isHexDigit(view.getUint8(digits - 1))) digits--;
    if (digits === at) return false;
    if (view.getUint8(digits - 1) === COLON) return true;
    if (view.getUint8(digits - 1) !== LETTER_X || view.getUint8(digits - 2) !== ZERO) return false;
    at = digits - 2;
    while (at > start && view.getUint8(at - 1) !== SPACE) at--;
    at--;
  }
  return false;
}

function isHexDigit(byte: number): boolean {
  return (byte >= ZERO && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}
