import { NO_QUOTE } from "./unquote.ts";
import { decode } from "./utf8.ts";

/** Where an escaped message begins, and the quote before it. */
export interface MessageStart {
  readonly at: number;
  /** NO_QUOTE when the message is no string. */
  readonly quote: number;
}

const DOUBLE = 0x22;
const BACKSLASH = 0x5c;
/** Nothing that stands in a message before its first header or marker is longer. */
const LONGEST_BEGINNING = 4096;
/** A quote that begins a string: of a text, of bytes in Python, of a shell's `$'...'`. */
const OPENING = /(?:^|[\s=:([{,$]|\b[brufBRUF]{1,2})(["'`])/g;

/** Behind the quote that opens the message in which a place is: the last one before it that can open a string, else the last one that is not escaped. */
export function messageStart(bytes: Uint8Array, start: number, at: number): MessageStart {
  const from = Math.max(start, at - LONGEST_BEGINNING);
  const before = decode(bytes, from, at);
  const opening = [...before.matchAll(OPENING)].at(-1);
  const double = lastDouble(bytes, start, at);
  if (opening && opening[1] !== '"') {
    const quote = (opening[1] as string).charCodeAt(0);
    const place = from + new TextEncoder().encode(before.slice(0, opening.index + opening[0].length)).length;
    if (place > double) return { at: place, quote };
  }
  return double < 0 ? { at, quote: NO_QUOTE } : { at: double + 1, quote: DOUBLE };
}

function lastDouble(bytes: Uint8Array, start: number, at: number): number {
  for (let quote = at - 1; quote >= start; quote--)
    if (bytes[quote] === DOUBLE && bytes[quote - 1] !== BACKSLASH) return quote;
  return -1;
}
