import { parse } from "./generated/envelope.js";
import { decode, encode } from "./utf8.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Characters of an escape sequence by the letter behind the backslash; 2 for all others. */
const LENGTHS: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
/** JSON's way to write one character outside the basic plane. */
const SURROGATE_PAIR = /^\\u[dD][89abAB].{2}\\u[dD][c-fC-F].{2}/;
const LONGEST = 12;

const LONE_BACKSLASH = Uint8Array.of(BACKSLASH);

export interface Unquoted {
  readonly bytes: Uint8Array;
  /** Where the closing quote stands, or `limit` when there is none. */
  readonly end: number;
  readonly closed: boolean;
}

/** Undoes the quoting of bytes[start, limit) up to the first quote that is not escaped, by the rules of Go's %q and of JSON. */
export function unquote(bytes: Uint8Array, start: number, limit: number): Unquoted {
  const out = new Uint8Array(limit - start);
  const escapes = new Map<string, Uint8Array>();
  let length = 0;
  let at = start;
  for (; at < limit && bytes[at] !== QUOTE; ) {
    if (bytes[at] !== BACKSLASH) {
      out[length++] = bytes[at++] as number;
      continue;
    }
    const simple = at + 1 < limit ? simpleEscape(bytes[at + 1] as number) : -1;
    if (simple >= 0) {
      out[length++] = simple;
      at += 2;
      continue;
    }
    const sequence = escapeAt(bytes, at, limit);
    const value = escapes.get(sequence) ?? readEscape(sequence);
    escapes.set(sequence, value);
    out.set(value, length);
    length += value.length;
    at += value === LONE_BACKSLASH ? 1 : sequence.length;
  }
  return { bytes: out.subarray(0, length), end: at, closed: at < limit };
}

/** By the byte behind the backslash: the byte that such a sequence of two stands for, -1 for any other; filled by the grammar when asked. */
const simpleEscapes = new Map<number, number>();

function simpleEscape(letter: number): number {
  const known = simpleEscapes.get(letter);
  if (known !== undefined) return known;
  const value = readEscape(`\\${String.fromCharCode(letter)}`);
  const byte = value !== LONE_BACKSLASH && value.length === 1 ? (value[0] as number) : -1;
  simpleEscapes.set(letter, byte);
  return byte;
}

/** The escape sequence at a backslash. */
function escapeAt(bytes: Uint8Array, at: number, limit: number): string {
  const text = decode(bytes, at, Math.min(limit, at + LONGEST));
  return SURROGATE_PAIR.test(text) ? text : text.slice(0, LENGTHS[text[1] ?? ""] ?? 2);
}

/** What it stands for; a backslash when it is no escape sequence, for instance because the record was cut in its middle. */
function readEscape(sequence: string): Uint8Array {
  try {
    const value = parse(sequence, { startRule: "Escape" }) as string | number;
    return typeof value === "number" ? Uint8Array.of(value) : encode(value);
  } catch {
    return LONE_BACKSLASH;
  }
}
