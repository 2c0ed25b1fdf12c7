import { match } from "./generated/envelope.js";
import { decode, encode } from "./utf8.ts";

const BACKSLASH = 0x5c;
/** Characters of an escape sequence by the letter behind the backslash; 2 for all others. */
const LENGTHS: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
/** JSON's way to write one character outside the basic plane. */
const SURROGATE_PAIR = /^\\u[dD][89abAB].{2}\\u[dD][c-fC-F].{2}/;
/** Bytes of the longest escape sequence. */
export const LONGEST_ESCAPE = 12;
const SHORT_UNICODE = 6;
const LETTER_U = 0x75;
const LONE_BACKSLASH = Uint8Array.of(BACKSLASH);
const MOST_REMEMBERED = 10_000;

const UNKNOWN = -2;
const NOT_SIMPLE = -1;
/** By the letter behind the backslash; filled by the grammar when asked. */
const simple = new Int16Array(256).fill(UNKNOWN);
/** Sequences like `\u003c`, by their digits as one number. Not those of which JSON writes two for a character. */
const remembered = new Map<number, EscapeSequence>();

/** The byte that a sequence of a backslash and this letter stands for; -1 when it is longer, more than a byte or none. */
export function simpleEscape(letter: number): number {
  const known = simple[letter] ?? NOT_SIMPLE;
  if (known !== UNKNOWN) return known;
  const value = readEscape(`\\${String.fromCharCode(letter)}`);
  const byte = value !== LONE_BACKSLASH && value.length === 1 ? (value[0] as number) : NOT_SIMPLE;
  simple[letter] = byte;
  return byte;
}

interface EscapeSequence {
  readonly bytes: Uint8Array;
  readonly length: number;
}

/** What the sequence at a backslash stands for, and its length. A backslash that begins none stands for itself. */
export function escapedBytes(text: DataView, at: number): EscapeSequence {
  const digits =
    at + SHORT_UNICODE <= text.byteLength && text.getUint8(at + 1) === LETTER_U ? text.getInt32(at + 2) : 0;
  const known = remembered.get(digits);
  if (known) return known;
  const sequence = readSequence(
    decode(new Uint8Array(text.buffer, text.byteOffset), at, Math.min(text.byteLength, at + LONGEST_ESCAPE)),
  );
  if (sequence.length === SHORT_UNICODE && digits !== 0 && remembered.size < MOST_REMEMBERED)
    remembered.set(digits, sequence);
  return sequence;
}

function readSequence(text: string): EscapeSequence {
  const sequence = SURROGATE_PAIR.test(text) ? text : text.slice(0, LENGTHS[text[1] ?? ""] ?? 2);
  const bytes = readEscape(sequence);
  return { bytes, length: bytes === LONE_BACKSLASH ? 1 : sequence.length };
}

/** What it stands for; a backslash when it is no escape sequence, for instance because the record was cut in its middle. */
function readEscape(sequence: string): Uint8Array {
  const value = match(sequence, "Escape") as string | number | undefined;
  if (value === undefined) return LONE_BACKSLASH;
  return typeof value === "number" ? Uint8Array.of(value) : encode(value);
}
