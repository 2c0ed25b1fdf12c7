/**
 * Numbers as text: six bits a character in the alphabet of base64, five of them data, least significant first; the sixth says that more
 * follow. What occurs often is small, so most numbers are one character.
 */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const VALUES: readonly number[] = Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));

/** Writes numbers one behind the other. */
export class NumberWriter {
  text = "";

  /** A number of 0 or more. */
  add(...numbers: readonly number[]): void {
    for (const number of numbers) {
      let rest = number;
      do {
        const more = rest > 31 ? 32 : 0;
        this.text += ALPHABET[(rest & 31) | more];
        rest >>>= 5;
      } while (rest > 0);
    }
  }

  /** Any number: the sign is the lowest bit. */
  addSigned(number: number): void {
    this.add(number < 0 ? -number * 2 - 1 : number * 2);
  }
}

/** Reads what `NumberWriter` wrote; behind the end everything is 0. */
export class NumberReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  next(): number {
    let number = 0;
    for (let shift = 0; this.#at < this.#text.length && shift < 30; shift += 5) {
      const value = VALUES[this.#text.charCodeAt(this.#at++)] ?? -1;
      number |= (Math.max(value, 0) & 31) << shift;
      if (value < 32) break;
    }
    return number >>> 0;
  }

  nextSigned(): number {
    const number = this.next();
    return number & 1 ? -(number + 1) / 2 : number / 2;
  }
}
