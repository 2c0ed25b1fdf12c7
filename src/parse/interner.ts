import { decode } from "../read/utf8.ts";
import { ByteTable } from "./byte-table.ts";

/** Reads each distinct text once and remembers the result; undefined stands for a text that cannot be read. */
export class Interner<T> {
  readonly values: (T | undefined)[] = [];
  private readonly table = new ByteTable();
  private readonly read: (text: string) => T | undefined;

  constructor(read: (text: string) => T | undefined) {
    this.read = read;
  }

  /** The number of the text in bytes[start, end): its place in `values`. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const known = this.table.size;
    const id = this.table.intern(bytes, start, end);
    if (id === known) this.values.push(this.read(decode(bytes, start, end)));
    return id;
  }
}
