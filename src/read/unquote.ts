import { escapedBytes, simpleEscape } from "./escapes.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export interface Unquoted {
  readonly bytes: Uint8Array;
  /** Where the closing quote stands, or `limit` when there is none. */
  readonly end: number;
  readonly closed: boolean;
}

/** Undoes the quoting of bytes[start, limit) up to the first quote that is not escaped, by the rules of Go's %q and of JSON. */
export function unquote(bytes: Uint8Array, start: number, limit: number): Unquoted {
  const out = new Uint8Array(limit - start);
  let length = 0;
  let at = start;
  while (at < limit) {
    let byte = bytes[at] as number;
    if (byte !== BACKSLASH) {
      if (byte === QUOTE) break;
      out[length++] = byte;
      at++;
      continue;
    }
    byte = at + 1 < limit ? simpleEscape(bytes[at + 1] as number) : -1;
    if (byte >= 0) {
      out[length++] = byte;
      at += 2;
      continue;
    }
    const sequence = escapedBytes(bytes, at, limit);
    out.set(sequence.bytes, length);
    length += sequence.bytes.length;
    at += sequence.length;
  }
  return { bytes: out.subarray(0, length), end: at, closed: at < limit };
}
