import { decode, encode } from "../read/utf8.ts";
import { viewOf } from "../read/words.ts";

const NONE = -1;
const BITS = 16;
/** Digits of a heap's addresses before these ("0xc000") are alike; shorter words than up to here have no key. */
const KEY_AT = 6;
const KEY_END = 10;

/** Finds the wanted ones among the words of a text by four of their digits: a dump has millions of words, of which few are wanted. */
export class WordSieve {
  /** By key: the number of a wanted word plus one, 0 for none. */
  private readonly heads = new Int32Array(1 << BITS);
  /** By number of a word: the next one with its key. */
  private readonly others: Int32Array;
  private readonly texts: Uint8Array[];
  /** All of them, when one is too short to have a key: then all words pass. */
  private readonly byText: ReadonlyMap<string, number> | undefined;

  constructor(wanted: readonly string[]) {
    this.texts = wanted.map((word) => encode(word));
    this.others = new Int32Array(wanted.length);
    if (this.texts.some(({ length }) => length < KEY_END)) {
      this.byText = new Map(wanted.map((word, number) => [word, number]));
      return;
    }
    for (const [number, text] of this.texts.entries()) {
      const key = keyOf(viewOf(text), 0);
      this.others[number] = this.heads[key] as number;
      this.heads[key] = number + 1;
    }
  }

  /** False when the word that begins at `start` is none of them. */
  passes(view: DataView, start: number): boolean {
    return this.byText !== undefined || start + KEY_END > view.byteLength || this.heads[keyOf(view, start)] !== 0;
  }

  /** Number of the word bytes[start, end); -1 for none of them. */
  find(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    if (this.byText) return this.byText.get(decode(bytes, start, end)) ?? NONE;
    if (start + KEY_END > end) return NONE;
    for (let next = this.heads[keyOf(view, start)] as number; next > 0; next = this.others[next - 1] as number)
      if (isAt(bytes, start, end, this.texts[next - 1] as Uint8Array)) return next - 1;
    return NONE;
  }

  /** The word is wanted no more. */
  drop(number: number): void {
    if (this.byText) return;
    const key = keyOf(viewOf(this.texts[number] as Uint8Array), 0);
    const next = this.others[number] as number;
    if (this.heads[key] === number + 1) this.heads[key] = next;
    else {
      let before = (this.heads[key] as number) - 1;
      while (before >= 0 && this.others[before] !== number + 1) before = (this.others[before] as number) - 1;
      if (before >= 0) this.others[before] = next;
    }
  }
}

function isAt(bytes: Uint8Array, start: number, end: number, text: Uint8Array): boolean {
  if (end - start !== text.length) return false;
  for (let index = text.length - 1; index >= 0; index--) if (bytes[start + index] !== text[index]) return false;
  return true;
}

function keyOf(view: DataView, start: number): number {
  return Math.imul(view.getInt32(start + KEY_AT, true), 0x9e3779b1) >>> (32 - BITS);
}
