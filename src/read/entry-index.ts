import { NumberList } from "./number-list.ts";

/** Where the entries begin whose messages stand in given lines. */
export class EntryIndex {
  private readonly lines = new NumberList();
  private readonly starts = new NumberList();

  /** Lines come in ascending order. */
  add(line: number, start: number): void {
    this.lines.push(line);
    this.starts.push(start);
  }

  /** Of the last entry at or before a line. */
  startAt(line: number): number | undefined {
    let [low, high] = [0, this.lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lines.at(middle) as number) <= line) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? undefined : this.starts.at(low - 1);
  }
}
