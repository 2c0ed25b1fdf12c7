import { firstByte, viewOf, WORD } from "./words.ts";

const HASH = 0x23;
const ZERO = 0x30;
const DIGITS = 3;

/**
 * The text in which syslog wrote control characters as "#" and three octal digits; the same text when it has none.
 *
 * @param only The character that is meant; all of them when it is negative.
 */
export function withoutOctal(text: Uint8Array, only = -1): Uint8Array {
  if (!text.includes(HASH)) return text;
  const from = viewOf(text);
  const out = new Uint8Array(text.length + 2 * WORD);
  const to = viewOf(out);
  const last = text.length - 2 * WORD;
  let at = 0;
  let length = 0;
  while (at < text.length) {
    while (at <= last) {
      const one = from.getInt32(at, true);
      const two = from.getInt32(at + WORD, true);
      to.setInt32(length, one, true);
      to.setInt32(length + WORD, two, true);
      const inOne = hashIn(one);
      const inTwo = hashIn(two);
      const isThere = (inOne | inTwo) !== 0;
      const step = inOne !== 0 ? firstByte(inOne) : isThere ? WORD + firstByte(inTwo) : 2 * WORD;
      at += step;
      length += step;
      if (isThere) break;
    }
    for (; at < text.length && text[at] !== HASH; at++) out[length++] = text[at] as number;
    if (at === text.length) break;
    const code = octalAt(text, at + 1, only);
    out[length++] = code >= 0 ? code : HASH;
    at += 1 + (code >= 0 ? DIGITS : 0);
  }
  return out.subarray(0, length);
}

/** Not 0 for a word with a hash; the lowest bit stands in the first of them. */
function hashIn(word: number): number {
  return ((word ^ 0x23232323) - 0x01010101) & ~word & 0x80808080;
}

/** The byte that three octal digits stand for; -1 for others, or for another byte than that wanted. */
function octalAt(bytes: Uint8Array, at: number, only: number): number {
  if (at + DIGITS > bytes.length) return -1;
  const a = (bytes[at] as number) - ZERO;
  const b = (bytes[at + 1] as number) - ZERO;
  const c = (bytes[at + 2] as number) - ZERO;
  // Negative ones have high bits, too.
  if (((a | b | c) & ~7) !== 0 || a > 3) return -1;
  const code = 64 * a + 8 * b + c;
  return only < 0 || only === code ? code : -1;
}
