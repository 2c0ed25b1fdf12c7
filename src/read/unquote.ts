import { copyString } from "./copy-text.ts";
import { escapedBytes, simpleEscape } from "./escapes.ts";
import { viewOf, WORD } from "./words.ts";

const FEED = 10;
const QUOTE = 0x22;

export interface Unquoted {
  readonly bytes: Uint8Array;
  /** Where the closing quote stands, or `limit` when there is none. */
  readonly end: number;
  readonly closed: boolean;
}

/** Undoes the quoting of bytes[start, limit) up to the first quote that is not escaped, by the rules of Go's %q and of JSON. */
export function unquote(bytes: Uint8Array, start: number, limit: number): Unquoted {
  const text = viewOf(bytes.subarray(start, limit));
  const out = new Uint8Array(text.byteLength + WORD);
  const view = viewOf(out);
  let length = 0;
  let at = 0;
  while (at < text.byteLength) {
    const stop = copyString(text, at, text.byteLength, view, length);
    length += stop - at;
    at = stop;
    if (at === text.byteLength) break;
    const byte = text.getUint8(at);
    if (byte === QUOTE) return { bytes: out.subarray(0, length), end: start + at, closed: true };
    const value = byte === FEED ? FEED : at + 1 < text.byteLength ? simpleEscape(text.getUint8(at + 1)) : -1;
    if (value >= 0) {
      out[length++] = value;
      at += byte === FEED ? 1 : 2;
      continue;
    }
    const sequence = escapedBytes(text, at);
    out.set(sequence.bytes, length);
    length += sequence.bytes.length;
    at += sequence.length;
  }
  return { bytes: out.subarray(0, length), end: start + at, closed: false };
}
