const NONE = -1;
const COMMA = 0x2c;
const DOT = 0x2e;
const STALE = 0x3f;

/**
 * The first value of the argument list in bytes[start, end), when the list is well-formed, as `readArguments` has it, and its first value is a
 * word that is not marked stale; else -1, also for one beyond 2^53. Makes no object: of each of ten thousand waiters two or three frames are
 * asked for the address of the lock, and reading their lists took a tenth of the whole diagnosis.
 */
export function firstWord(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] === 0x30 /* 0 */ ? behindWord(bytes, start, end) : NONE;
  if (first < 0 || bytes[first] === STALE || !isWellFormed(bytes, start, end)) return NONE;
  let value = 0;
  for (let at = start + 2; at < first; at++) value = 16 * value + digitOf(bytes[at] as number);
  return Number.isSafeInteger(value) ? value : NONE;
}

/** Whether bytes[start, end) is an argument list of the grammar. Values and ", " take turns; "{" asks for a value or "}". */
function isWellFormed(bytes: Uint8Array, start: number, end: number): boolean {
  let depth = 0;
  let isEmpty = true;
  let expectsValue = true;
  for (let at = start; at < end; ) {
    const byte = bytes[at] as number;
    if (byte === 0x7d /* } */) {
      if (depth-- === 0 || (expectsValue && !isEmpty)) return false;
      expectsValue = false;
      isEmpty = false;
      at++;
    } else if (byte === COMMA) {
      if (expectsValue || bytes[at + 1] !== 0x20) return false;
      expectsValue = true;
      at += 2;
    } else if (!expectsValue) {
      return false;
    } else if (byte === 0x7b /* { */) {
      depth++;
      isEmpty = true;
      at++;
    } else {
      const behind = behindValue(bytes, at, end);
      if (behind < 0) return false;
      expectsValue = false;
      isEmpty = false;
      at = behind;
    }
  }
  return depth === 0 && !(expectsValue && !isEmpty);
}

function behindValue(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at];
  if (byte === 0x5f /* _ */) return at + 1;
  if (byte === DOT) return bytes[at + 1] === DOT && bytes[at + 2] === DOT ? at + 3 : NONE;
  const behind = behindWord(bytes, at, end);
  return behind >= 0 && bytes[behind] === STALE ? behind + 1 : behind;
}

/** Behind "0x" and at least one digit; -1 when none begins here. */
function behindWord(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== 0x30 /* 0 */ || bytes[at + 1] !== 0x78 /* x */) return NONE;
  let behind = at + 2;
  while (behind < end && digitOf(bytes[behind] as number) >= 0) behind++;
  return behind > at + 2 ? behind : NONE;
}

/** Value of a hexadecimal digit; -1 for another byte. */
function digitOf(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : NONE;
}
