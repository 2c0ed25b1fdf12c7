import type { Ancestor, Arg, AttributeValue, Dump, Goroutine, LineRef, Stack } from "../model/dump.ts";
import type { DumpText } from "../read/dump-text.ts";
import { decode } from "../read/utf8.ts";
import type { CallLines } from "./call-lines.ts";
import { firstWord } from "./first-word.ts";
import type { Header } from "./header.ts";
import type { Pieces } from "./pieces.ts";
import { readArguments } from "./read-arguments.ts";
import { physicalLine, physicalLines } from "./report.ts";
import { RowFlag, type Rows } from "./rows.ts";
import type { Tables } from "./tables.ts";

/** Where the goroutines of a text are kept. */
export interface Source {
  readonly text: DumpText;
  readonly rows: Rows;
  readonly pieces: Pieces;
  readonly tables: Tables;
  readonly calls: CallLines;
}

/** Light view on one row. */
export class GoroutineView implements Goroutine {
  readonly dump: Dump;
  readonly index: number;
  private readonly source: Source;
  private readonly row: number;

  constructor(dump: Dump, index: number, source: Source, row: number) {
    this.dump = dump;
    this.index = index;
    this.source = source;
    this.row = row;
  }

  get id(): number | undefined {
    return exact(this.source.rows.columns.id[this.row]);
  }

  get state(): string {
    return this.header?.state ?? "";
  }

  get minutes(): number | undefined {
    return this.header?.minutes;
  }

  get lockedToThread(): boolean {
    return this.header?.lockedToThread ?? false;
  }

  get attributes(): Readonly<Record<string, AttributeValue>> {
    const attributes = this.header?.attributes ?? {};
    if ((this.source.rows.columns.id[this.row] as number) <= Number.MAX_SAFE_INTEGER) return attributes;
    return { ...attributes, id: /goroutine (\d+)/i.exec(this.text())?.[1] ?? "" };
  }

  get stack(): Stack {
    const { rows, tables } = this.source;
    return tables.stacks[rows.columns.stack[this.row] as number] as Stack;
  }

  get creator(): number | undefined {
    return exact(this.source.rows.columns.creator[this.row]);
  }

  get ancestors(): readonly Ancestor[] {
    return this.source.rows.ancestors.get(this.row) ?? [];
  }

  get lines(): readonly [number, number] {
    const { text, rows } = this.source;
    const { firstLine, lastLine } = rows.columns;
    return physicalLines(text, [firstLine[this.row] as number, lastLine[this.row] as number]);
  }

  get partial(): boolean {
    return ((this.source.rows.columns.flags[this.row] as number) & RowFlag.Partial) !== 0;
  }

  get count(): number {
    return 1;
  }

  argsText(frame: number): string | undefined {
    const call = this.source.calls.find(this.row, frame);
    return call?.start === undefined ? undefined : decode(this.bytes, call.start, call.end);
  }

  args(frame: number): readonly Arg[] {
    const call = this.source.calls.find(this.row, frame);
    if (call?.start === undefined || call.inlined) return [];
    return readArguments(decode(this.bytes, call.start, call.end));
  }

  /** Value of a frame's first argument when it is a word that is not marked stale, see `firstWord`; -1 for none. */
  firstWord(frame: number): number {
    const call = this.source.calls.find(this.row, frame);
    if (call?.start === undefined || call.inlined) return -1;
    return firstWord(this.bytes, call.start, call.end as number);
  }

  lineOf(frame: number): LineRef {
    const { text, calls } = this.source;
    const line = calls.lineOf(this.row, frame);
    return { line: physicalLine(text, line), ...(text.escaped && { recordLine: line }) };
  }

  text(): string {
    const { start, end } = this.source.rows.columns;
    return decode(this.bytes, start[this.row], end[this.row]);
  }

  /** Those in which its places are counted. */
  private get bytes(): Uint8Array {
    return this.source.pieces.of(this.row).bytes;
  }

  private get header(): Header | undefined {
    const { rows, tables } = this.source;
    return tables.headers.values[rows.columns.header[this.row] as number];
  }
}

/** A number of a row; undefined for none, and for one that a number cannot hold exactly. */
function exact(value: number | undefined): number | undefined {
  if (value === undefined || value < 0 || value > Number.MAX_SAFE_INTEGER) return undefined;
  // An integer, where it is small: what comes out of a Float64Array takes 16 bytes more wherever it is kept.
  const small = value | 0;
  return small === value ? small : value;
}
