import { feedAt } from "../read/words.ts";
import { isInlined, openingOf } from "./call-line.ts";
import { LineKind, LineReader } from "./line-reader.ts";
import { isNativeCall } from "./native-call.ts";
import type { Pieces } from "./pieces.ts";
import { RowFlag, type Rows } from "./rows.ts";
import type { Tables } from "./tables.ts";

/** A call line of a goroutine. */
export interface CallLine {
  /** Line of the text, 1-based. */
  readonly line: number;
  /** First byte between the parentheses, and the one behind the last; absent for a function that is none of Go's. */
  readonly start?: number;
  readonly end?: number;
  readonly inlined: boolean;
}

/** Finds the call lines of goroutines when somebody asks for them: nothing is kept of them while a text is parsed. */
export class CallLines {
  private readonly rows: Rows;
  private readonly pieces: Pieces;
  private readonly tables: Tables;
  /** The last answers: questions come in bursts about one goroutine. */
  private recent: { readonly row: number; readonly calls: CallLine[]; readonly reader: LineReader } | undefined;
  /** The same for plain goroutines: the frame asked for last, and where it begins. */
  private readonly plain = { row: -1, frame: 0, at: 0 };

  constructor(rows: Rows, pieces: Pieces, tables: Tables) {
    this.rows = rows;
    this.pieces = pieces;
    this.tables = tables;
  }

  /** The call line of a frame of the goroutine in a row; undefined when it has no such frame. */
  find(row: number, frame: number): CallLine | undefined {
    return this.isPlain(row, frame) ? this.count(row, frame) : this.read(row, frame);
  }

  /** Line of the text on which the call of a frame stands; that of the header when there is no such frame. */
  lineOf(row: number, frame: number): number {
    const first = this.rows.columns.firstLine[row] as number;
    return this.isPlain(row, frame) ? first + 1 + 2 * frame : (this.read(row, frame)?.line ?? first);
  }

  private isPlain(row: number, frame: number): boolean {
    const isPlain = ((this.rows.columns.flags[row] as number) & RowFlag.Plain) !== 0;
    return isPlain && Number.isInteger(frame) && frame >= 0 && frame < this.framesOf(row);
  }

  private framesOf(row: number): number {
    return this.tables.stacks[this.rows.columns.stack[row] as number]?.frames.length ?? 0;
  }

  /** In a plain goroutine lines are counted, not read. */
  private count(row: number, frame: number): CallLine {
    const { plain } = this;
    const { bytes, view } = this.pieces.of(row);
    if (plain.row !== row || plain.frame > frame) {
      plain.row = row;
      plain.frame = 0;
      plain.at = feedAt(view, this.rows.columns.start[row] as number) + 1;
    }
    for (; plain.frame < frame; plain.frame++) plain.at = feedAt(view, feedAt(view, plain.at) + 1) + 1;
    const end = feedAt(view, plain.at);
    const open = openingOf(bytes, plain.at, end);
    return {
      line: (this.rows.columns.firstLine[row] as number) + 1 + 2 * frame,
      start: open + 1,
      end: end - 1,
      inlined: isInlined(bytes, open, end),
    };
  }

  /** Lines are read from the text again, and no further than asked: most questions are about the first frames. */
  private read(row: number, frame: number): CallLine | undefined {
    if (this.recent?.row !== row) this.recent = { row, calls: [], reader: this.reader(row) };
    const { calls, reader } = this.recent;
    const wanted = Math.min(frame + 1, this.framesOf(row));
    while (calls.length < wanted && reader.advance()) {
      const call = this.readCallLine(row, reader);
      if (call) calls.push(call);
    }
    return calls[frame];
  }

  private reader(row: number): LineReader {
    const { start, end } = this.rows.columns;
    return new LineReader(this.pieces.of(row).bytes.subarray(0, end[row]), start[row], this.rows.margins.get(row));
  }

  private readCallLine(row: number, reader: LineReader): CallLine | undefined {
    const { funcs } = this.tables;
    const line = (this.rows.columns.firstLine[row] as number) + reader.number - 1;
    const open = reader.kind === LineKind.Call ? openingOf(reader.bytes, reader.start, reader.end) : -1;
    if (open >= 0 && funcs.values[funcs.intern(reader.bytes, reader.start, open)] !== undefined) {
      const inlined = isInlined(reader.bytes, open, reader.end);
      return { line, start: open + 1, end: reader.end - 1, inlined };
    }
    return isNativeCall(reader) ? { line, inlined: false } : undefined;
  }
}
