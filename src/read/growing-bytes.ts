/** A size that somebody tells is believed so far. */
const MOST_BELIEVED = 1 << 26;
/** Pages that nobody has written to cost no memory: few steps cost less than many. */
const GROWTH = 4;
/** Node 20 has no larger arrays. */
const LARGEST = 2 ** 32;
/** In shorter ones nothing is left unused. */
const SHORT = 1 << 24;

/** Bytes that arrive piece by piece, in one array: no second copy of them is held, but of a quarter while it grows. */
export class GrowingBytes {
  length = 0;
  private readonly expected: number;
  private all: Uint8Array;

  /** @param expected So many are said to come. */
  constructor(expected = 0) {
    this.expected = expected;
    this.all = new Uint8Array(Math.min(expected, MOST_BELIEVED));
  }

  append(piece: Uint8Array): void {
    const length = this.length + piece.length;
    if (length > this.all.length) this.grow(length);
    this.all.set(piece, this.length);
    this.length = length;
  }

  /** All of them; nothing may be appended any more. */
  finish(): Uint8Array {
    const { all, length } = this;
    return length < SHORT && length < all.length ? all.slice(0, length) : all.subarray(0, length);
  }

  private grow(needed: number): void {
    const { all, expected } = this;
    const next = all.length * GROWTH;
    // So much has come that the rest is believed, too.
    const capacity = expected >= needed && expected <= next * GROWTH ? expected : next;
    const larger = new Uint8Array(Math.max(needed, Math.min(capacity, LARGEST)));
    larger.set(all.subarray(0, this.length));
    this.all = larger;
  }
}
