const SMALLEST = 1 << 8;

/** Where the entries begin whose messages stand in given lines. */
export class EntryIndex {
  private lines = new Uint32Array(SMALLEST);
  private starts = new Uint32Array(SMALLEST);
  private length = 0;

  /** Lines come in ascending order. */
  add(line: number, start: number): void {
    if (this.length === this.lines.length) {
      this.lines = grown(this.lines);
      this.starts = grown(this.starts);
    }
    this.lines[this.length] = line;
    this.starts[this.length++] = start;
  }

  /** Of the last entry at or before a line. */
  startAt(line: number): number | undefined {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lines[middle] as number) <= line) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : this.starts[low - 1];
  }
}

function grown(from: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(2 * from.length);
  to.set(from);
  return to;
}
