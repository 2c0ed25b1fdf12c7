/**
 * Numbers as text: six bits a character in the alphabet of base64, five of them data, least significant first; the sixth says that more
 * follow. What occurs often is small, so most numbers are one character.
 */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const VALUES: readonly number[] = Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));

/** Numbers of 0 or more as text. */
export function writeNumbers(numbers: readonly number[]): string {
  let text = "";
  for (const number of numbers) {
    let rest = number;
    do {
      const more = rest > 31 ? 32 : 0;
      text += ALPHABET[(rest & 31) | more];
      rest >>>= 5;
    } while (rest > 0);
  }
  return text;
}

/** What `writeNumbers` wrote. */
export function readNumbers(text: string): number[] {
  const numbers: number[] = [];
  let at = 0;
  while (at < text.length) {
    let number = 0;
    for (let shift = 0; at < text.length && shift < 30; shift += 5) {
      const value = VALUES[text.charCodeAt(at++)] ?? -1;
      number |= (Math.max(value, 0) & 31) << shift;
      if (value < 32) break;
    }
    numbers.push(number >>> 0);
  }
  return numbers;
}

/** Any number as one of 0 or more: the sign is the lowest bit. */
export function signed(number: number): number {
  return number < 0 ? -number * 2 - 1 : number * 2;
}

/** Reads one number after the other; behind the end everything is 0. */
export class NumberReader {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  get done(): boolean {
    return this.#at >= this.#numbers.length;
  }

  next(): number {
    return this.#numbers[this.#at++] ?? 0;
  }

  /** What `signed` has written. */
  nextSigned(): number {
    const number = this.next();
    return number & 1 ? -(number + 1) / 2 : number / 2;
  }

  /** As many as the next number says, and no more than there are. */
  list<T>(read: () => T): T[] {
    const count = this.next();
    const list: T[] = [];
    for (let index = 0; index < count && !this.done; index++) list.push(read());
    return list;
  }
}
