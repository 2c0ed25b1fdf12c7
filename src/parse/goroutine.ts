import type { Ancestor, Arg, AttributeValue, Dump, Goroutine, LineRef, Stack } from "../model/dump.ts";
import type { DumpText } from "../read/dump-text.ts";
import { decode } from "../read/utf8.ts";
import { isInlined, openingOf } from "./call-line.ts";
import type { Header } from "./header.ts";
import { LineKind, LineReader } from "./line-reader.ts";
import { isNativeCall } from "./native-call.ts";
import { readArguments } from "./read-arguments.ts";
import { physicalLine } from "./report.ts";
import { RowFlag, type Rows } from "./rows.ts";
import type { Tables } from "./tables.ts";

/** Where the goroutines of a text are kept. */
export interface Source {
  readonly text: DumpText;
  readonly rows: Rows;
  readonly tables: Tables;
  /** The call lines asked for last: questions come in bursts about one goroutine. */
  recent?: { readonly row: number; readonly calls: CallLine[]; readonly reader: LineReader };
}

/** A call line of a goroutine. */
export interface CallLine {
  /** Line of the text, 1-based. */
  readonly line: number;
  /** First byte between the parentheses, and the one behind the last; absent for a function that is none of Go's. */
  readonly start?: number;
  readonly end?: number;
  readonly inlined: boolean;
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
    return [physicalLine(text, firstLine[this.row] as number), physicalLine(text, lastLine[this.row] as number)];
  }

  get partial(): boolean {
    return ((this.source.rows.columns.flags[this.row] as number) & RowFlag.Partial) !== 0;
  }

  get count(): number {
    return 1;
  }

  argsText(frame: number): string | undefined {
    const call = this.callLine(frame);
    return call?.start === undefined ? undefined : decode(this.source.text.bytes, call.start, call.end);
  }

  args(frame: number): readonly Arg[] {
    const call = this.callLine(frame);
    if (call?.start === undefined || call.inlined) return [];
    return readArguments(decode(this.source.text.bytes, call.start, call.end));
  }

  lineOf(frame: number): LineRef {
    const { text } = this.source;
    const line = this.callLine(frame)?.line ?? (this.source.rows.columns.firstLine[this.row] as number);
    return { line: physicalLine(text, line), ...(text.escaped && { recordLine: line }) };
  }

  text(): string {
    const { start, end } = this.source.rows.columns;
    return decode(this.source.text.bytes, start[this.row], end[this.row]);
  }

  /** The call line of a frame. Lines are read from the text again, and no further than asked: most questions are about the first frames. */
  private callLine(frame: number): CallLine | undefined {
    const { source, row } = this;
    if (source.recent?.row !== row) source.recent = { row, calls: [], reader: this.reader() };
    const { calls, reader } = source.recent;
    const wanted = Math.min(frame + 1, this.stack.frames.length);
    while (calls.length < wanted && reader.advance()) {
      const call = this.readCallLine(reader);
      if (call) calls.push(call);
    }
    return calls[frame];
  }

  private reader(): LineReader {
    const { text, rows } = this.source;
    const { start, end } = rows.columns;
    return new LineReader(text.bytes.subarray(0, end[this.row]), start[this.row], rows.margins.get(this.row));
  }

  private readCallLine(reader: LineReader): CallLine | undefined {
    const { rows, tables } = this.source;
    const line = (rows.columns.firstLine[this.row] as number) + reader.number - 1;
    const open = reader.kind === LineKind.Call ? openingOf(reader.bytes, reader.start, reader.end) : -1;
    if (open >= 0 && tables.funcs.values[tables.funcs.intern(reader.bytes, reader.start, open)] !== undefined) {
      const inlined = isInlined(reader.bytes, open, reader.end);
      return { line, start: open + 1, end: reader.end - 1, inlined };
    }
    return isNativeCall(reader) ? { line, inlined: false } : undefined;
  }

  private get header(): Header | undefined {
    const { rows, tables } = this.source;
    return tables.headers.values[rows.columns.header[this.row] as number];
  }
}

/** A number of a row; undefined for none, and for one that a number cannot hold exactly. */
export function exact(value: number | undefined): number | undefined {
  return value === undefined || value < 0 || value > Number.MAX_SAFE_INTEGER ? undefined : value;
}
