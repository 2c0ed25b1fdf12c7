import { WORD } from "./words.ts";

/** A byte of a word that has to be the same, and the part of a digit that all digits share. */
const SAME = 0xff;
const DIGIT = 0xf0;
/** Of a digit's lower half plus six: not set, or it is no digit. */
const CARRY = 0x10;

/**
 * What stood before the message of a line: the next line mostly has the same, but for the digits of times and numbers. Compares four bytes at a
 * time, and tells nothing of lines that begin otherwise.
 */
export class PrefixGuess {
  readonly length: number;
  private readonly words: Int32Array;
  private readonly same: Int32Array;
  private readonly digits: Int32Array;

  /** @param varies Whether the byte at a place of the prefix belongs to a field that may have another value. */
  constructor(prefix: Uint8Array, varies: (place: number) => boolean) {
    const size = Math.ceil(prefix.length / WORD) * WORD;
    const [bytes, same, digits] = [new Uint8Array(size), new Uint8Array(size), new Uint8Array(size)];
    bytes.set(prefix);
    for (const [at, byte] of prefix.entries()) {
      const isDigit = byte >= 0x30 && byte <= 0x39 && varies(at);
      same[at] = isDigit ? DIGIT : SAME;
      digits[at] = isDigit ? CARRY : 0;
    }
    this.length = prefix.length;
    this.words = wordsOf(bytes);
    this.same = wordsOf(same);
    this.digits = wordsOf(digits);
  }

  /** Whether this stands at `start`. */
  matches(view: DataView, start: number): boolean {
    const { words, same, digits } = this;
    if (start + WORD * words.length > view.byteLength) return false;
    for (let index = 0, at = start; index < words.length; index++, at += WORD) {
      const word = view.getInt32(at, true);
      const differs = (word ^ (words[index] as number)) & (same[index] as number);
      const carries = ((word & 0x0f0f0f0f) + 0x06060606) & (digits[index] as number);
      if ((differs | carries) !== 0) return false;
    }
    return true;
  }
}

function wordsOf(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer);
  return Int32Array.from({ length: bytes.length / WORD }, (_, index) => view.getInt32(WORD * index, true));
}
