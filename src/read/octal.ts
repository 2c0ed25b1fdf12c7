import { copyUntil } from "./copy-text.ts";
import { viewOf } from "./words.ts";

const HASH = 0x23;
const ZERO = 0x30;
const DIGITS = 3;

/**
 * The text in which syslog wrote control characters as "#" and three octal digits; the same text when it has none.
 *
 * @param only The character that is meant; all when absent.
 */
export function withoutOctal(text: Uint8Array, only?: number): Uint8Array {
  if (!text.includes(HASH)) return text;
  const from = viewOf(text);
  const out = new Uint8Array(text.length);
  const view = viewOf(out);
  let length = 0;
  for (let at = 0; at < text.length; ) {
    const hash = copyUntil(HASH, from, at, text.length, view, length);
    length += hash - at;
    at = hash;
    if (at === text.length) break;
    const code = octalAt(text, at + 1, only);
    out[length++] = code >= 0 ? code : HASH;
    at += 1 + (code >= 0 ? DIGITS : 0);
  }
  return out.subarray(0, length);
}

/** The byte that three octal digits stand for; -1 for others, or for another byte than that wanted. */
function octalAt(bytes: Uint8Array, at: number, only = -1): number {
  let code = 0;
  for (let index = at; index < at + DIGITS; index++) {
    const digit = (bytes[index] ?? 0) - ZERO;
    if (digit < 0 || digit > 7) return -1;
    code = 8 * code + digit;
  }
  return code < 256 && (only < 0 || only === code) ? code : -1;
}
