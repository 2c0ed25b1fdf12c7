const SMALLEST = 1 << 6;

/** A growing list of whole numbers below 2^32. */
export class NumberList {
  length = 0;
  private values = new Uint32Array(SMALLEST);

  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length++] = value;
  }

  /** Of a list that is not empty. */
  replaceLast(value: number): void {
    this.values[this.length - 1] = value;
  }

  at(index: number): number | undefined {
    return index < this.length ? this.values[index] : undefined;
  }

  /** The numbers, in an array of their own. */
  toArray(): Uint32Array {
    return this.values.slice(0, this.length);
  }

  private grow(): void {
    const larger = new Uint32Array(2 * this.length);
    larger.set(this.values);
    this.values = larger;
  }
}
