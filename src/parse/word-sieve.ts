import { encode } from "../read/utf8.ts";
import { viewOf } from "../read/words.ts";

const BITS = 16;
/** Digits of a heap's addresses before these ("0xc000") are alike; shorter words than up to here have no key. */
const KEY_AT = 6;
const KEY_END = 10;

/** Tells of nearly every word that it is none of the wanted ones, by four of its digits: a dump has millions of words, of which few are wanted. */
export class WordSieve {
  private readonly marks: Uint8Array;
  /** A wanted word is too short to have a key: all words pass. */
  private readonly isOpen: boolean;

  constructor(wanted: ReadonlySet<string>) {
    this.isOpen = [...wanted].some((word) => word.length < KEY_END);
    this.marks = new Uint8Array(1 << BITS);
    for (const word of wanted) if (!this.isOpen) this.marks[placeOf(viewOf(encode(word)), 0)] = 1;
  }

  /** False when the word that begins at `start` is none of them. */
  passes(view: DataView, start: number): boolean {
    return this.isOpen || start + KEY_END > view.byteLength || this.marks[placeOf(view, start)] === 1;
  }
}

function placeOf(view: DataView, start: number): number {
  return Math.imul(view.getInt32(start + KEY_AT, true), 0x9e3779b1) >>> (32 - BITS);
}
