import type { Ancestor } from "../model/dump.ts";

export const RowFlag = {
  /** Part of its text is damaged or cut off. */
  Partial: 1,
  /** The message of a crash stands directly before it. */
  AfterCrash: 2,
  /** A part of the same crash that is printed for another thread. */
  OtherThread: 4,
  /** Behind its header stand nothing but frames and a creation of two whole lines each: the place of a line can be counted. */
  Plain: 8,
} as const;

/** Columns with one number for each goroutine. */
export interface Columns {
  /** Goroutine id; -1 without header. */
  readonly id: Float64Array;
  /** Number in `Tables.headers`, -1 without header. */
  readonly header: Int32Array;
  /** Number in `Tables.stacks`. */
  readonly stack: Int32Array;
  /** Id behind "in goroutine"; -1 for none. */
  readonly creator: Float64Array;
  /** First byte, and the one behind the last. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** First and last line of the text, 1-based. */
  readonly firstLine: Uint32Array;
  readonly lastLine: Uint32Array;
  /** Bits of `RowFlag`. */
  readonly flags: Uint8Array;
}

type Row = { readonly [Name in keyof Columns]: number };

function allocate(capacity: number): Columns {
  return {
    id: new Float64Array(capacity),
    header: new Int32Array(capacity),
    stack: new Int32Array(capacity),
    creator: new Float64Array(capacity),
    start: new Uint32Array(capacity),
    end: new Uint32Array(capacity),
    firstLine: new Uint32Array(capacity),
    lastLine: new Uint32Array(capacity),
    flags: new Uint8Array(capacity),
  };
}

/** At first: V8 keeps columns so short among its objects. Others are costly where every line of a log is a text of its own. */
const FEW = 8;

/** The goroutines of one text, in growable columns: no object for each of them. */
export class Rows {
  length = 0;
  columns: Columns = allocate(FEW);
  /** Only few goroutines have ancestors. */
  readonly ancestors: Map<number, readonly Ancestor[]> = new Map();
  /** Blanks before every line of a goroutine, where there are any. */
  readonly margins: Map<number, number> = new Map();
  private capacity = FEW;

  push(row: Row): number {
    if (this.length === this.capacity) this.grow();
    const at = this.length++;
    const { columns } = this;
    columns.id[at] = row.id;
    columns.header[at] = row.header;
    columns.stack[at] = row.stack;
    columns.creator[at] = row.creator;
    columns.start[at] = row.start;
    columns.end[at] = row.end;
    columns.firstLine[at] = row.firstLine;
    columns.lastLine[at] = row.lastLine;
    columns.flags[at] = row.flags;
    return at;
  }

  private grow(): void {
    this.capacity *= 2;
    const old = this.columns;
    this.columns = allocate(this.capacity);
    for (const name of Object.keys(old) as (keyof Columns)[]) this.columns[name].set(old[name]);
  }
}
