import type { Dump, Goroutine, GoroutineList, Stack } from "../model/dump.ts";
import { GoroutineView, type Source } from "./goroutine.ts";
import { IdIndex } from "./id-index.ts";
import type { Piece } from "./pieces.ts";

/** The goroutines of a dump: rows `from` … `from + length - 1` of a text. */
export class Goroutines implements GoroutineList {
  readonly length: number;
  private readonly dump: Dump;
  readonly source: Source;
  private readonly from: number;
  private views: (GoroutineView | undefined)[] = [];
  private ids: IdIndex | undefined;

  constructor(dump: Dump, source: Source, from: number, length: number) {
    this.dump = dump;
    this.source = source;
    this.from = from;
    this.length = length;
  }

  at(index: number): Goroutine {
    // Made at its full length: an array with large gaps becomes a slow dictionary.
    if (this.views.length !== this.length) this.views = new Array(this.length).fill(undefined);
    let view = this.views[this.check(index)];
    if (!view) {
      view = new GoroutineView(this.dump, index, this.source, this.from + index);
      this.views[index] = view;
    }
    return view;
  }

  byId(id: number): Goroutine | undefined {
    this.ids ??= this.indexIds();
    const row = Number.isSafeInteger(id) && id >= 0 ? this.ids.find(id) : -1;
    return row < 0 ? undefined : this.at(row - this.from);
  }

  stackAt(index: number): Stack {
    const { rows, tables } = this.source;
    return tables.stacks[rows.columns.stack[this.from + this.check(index)] as number] as Stack;
  }

  stateAt(index: number): string {
    const { rows, tables } = this.source;
    return tables.headers.values[rows.columns.header[this.from + this.check(index)] as number]?.state ?? "";
  }

  /** The part of the text in which a goroutine stands. */
  pieceAt(index: number): Piece {
    return this.source.pieces.of(this.from + this.check(index));
  }

  /** First byte of a goroutine in its piece of the text, and the one behind its last. */
  bytesAt(index: number): readonly [start: number, end: number] {
    const { start, end } = this.source.rows.columns;
    const row = this.from + this.check(index);
    return [start[row] as number, end[row] as number];
  }

  /** Blanks before each of its lines. */
  marginAt(index: number): number {
    return this.source.rows.margins.get(this.from + this.check(index)) ?? 0;
  }

  *[Symbol.iterator](): Iterator<Goroutine> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  private check(index: number): number {
    if (Number.isInteger(index) && index >= 0 && index < this.length) return index;
    throw new RangeError(`No goroutine at position ${index}: there are ${this.length}.`);
  }

  /** The first row of each id. */
  private indexIds(): IdIndex {
    const ids = new IdIndex(this.source.rows.columns.id, this.length);
    for (let row = this.from + this.length - 1; row >= this.from; row--) ids.replace(row);
    return ids;
  }
}
