import { encode } from "../read/utf8.ts";
import { viewOf } from "./words.ts";

const BITS = 16;
const TAIL = 4;

/** Tells of nearly every word that it is none of the wanted ones, by its last four bytes alone: a dump has millions of words, of which few are wanted. */
export class WordSieve {
  private readonly marks = new Uint8Array(1 << BITS);

  constructor(wanted: Iterable<string>) {
    for (const word of wanted) {
      const bytes = encode(word);
      this.marks[placeOf(viewOf(bytes), 0, bytes.length)] = 1;
    }
  }

  /** False when the word bytes[start, end) is none of them. */
  passes(view: DataView, start: number, end: number): boolean {
    return this.marks[placeOf(view, start, end)] === 1;
  }
}

function placeOf(view: DataView, start: number, end: number): number {
  const tail = end - start < TAIL ? 0 : view.getInt32(end - TAIL, true);
  return Math.imul(tail, 0x9e3779b1) >>> (32 - BITS);
}
