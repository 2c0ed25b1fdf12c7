const HASH = 0x23;
const ZERO = 0x30;
const DIGITS = 3;

/** The text in which syslog wrote control characters as "#" and three octal digits; the same text when it has none. */
export function withoutOctal(text: Uint8Array): Uint8Array {
  let at = text.indexOf(HASH);
  if (at < 0) return text;
  const { length: limit } = text;
  const out = new Uint8Array(text);
  let length = at;
  while (at < limit) {
    const code = octalAt(text, at + 1);
    out[length++] = code >= 0 ? code : HASH;
    const from = at + 1 + (code >= 0 ? DIGITS : 0);
    const hash = text.indexOf(HASH, from);
    at = hash < 0 ? limit : hash;
    out.copyWithin(length, from, at);
    length += at - from;
  }
  return out.subarray(0, length);
}

/** The byte that three octal digits stand for; -1 for others. */
function octalAt(bytes: Uint8Array, at: number): number {
  let code = 0;
  for (let index = at; index < at + DIGITS; index++) {
    const digit = (bytes[index] ?? 0) - ZERO;
    if (digit < 0 || digit > 7) return -1;
    code = 8 * code + digit;
  }
  return code < 256 ? code : -1;
}
