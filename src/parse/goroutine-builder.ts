import type { Ancestor, CreatedBy, FuncName, Location } from "../model/dump.ts";
import { isInlined, openingOf } from "./call-line.ts";
import { isDigit, LineKind, type LineReader } from "./line-reader.ts";
import type { Place, Problem } from "./report.ts";
import { RowFlag, type Rows } from "./rows.ts";
import { EMPTY, type StackTrie } from "./stack-trie.ts";
import { createdBy, type Tables } from "./tables.ts";

interface OpenAncestor {
  goroutine: number;
  frames: { func: FuncName; location?: Location }[];
  createdBy?: CreatedBy;
}

const NONE = -1;

/** Takes the lines of one goroutine after the other, and writes each finished goroutine into the rows. */
export class GoroutineBuilder {
  /** A goroutine has begun and not ended. */
  open = false;
  /** An unreadable line, to be reported by the caller, stands before the next one. */
  interrupted = false;
  private readonly tables: Tables;
  private readonly trie: StackTrie;
  private readonly rows: Rows;
  private readonly report: (code: Problem, place: Place) => void;

  private id = NONE;
  private header = NONE;
  private start = 0;
  private end = 0;
  private firstLine = 0;
  private lastLine = 0;
  private creator = NONE;
  private flags = 0;
  private noisy = false;
  private node: number = EMPTY;
  private frames = 0;
  /** The call or creation that waits for its position: numbers in `Tables.funcs` and `Tables.creators`. */
  private call = NONE;
  private inlined = false;
  private created = NONE;
  private creations = 0;
  private pending: Place = { start: 0, end: 0, number: 0 };
  private ancestors: OpenAncestor[] = [];

  constructor(tables: Tables, trie: StackTrie, rows: Rows, report: (code: Problem, place: Place) => void) {
    this.tables = tables;
    this.trie = trie;
    this.rows = rows;
    this.report = report;
  }

  /** A function or a creation waits for its position. */
  get expectsLocation(): boolean {
    return this.call !== NONE || this.created !== NONE;
  }

  /** The goroutine cannot end here. */
  get expectsMore(): boolean {
    return this.expectsLocation || (this.frames === 0 && !this.noisy);
  }

  /** Nothing but ancestors can follow. */
  get complete(): boolean {
    return this.creations > 0 && !this.expectsLocation;
  }

  /**
   * Starts a goroutine at a header line; without `id`, at the header-like line or the first call of a stack that has no header.
   *
   * @param flags `RowFlag`s that what stands before it gives it.
   * @param rest Where the header goes on behind the id.
   */
  begin(line: LineReader, flags: number, id?: number, rest?: number): void {
    this.open = true;
    this.interrupted = false;
    this.id = id ?? NONE;
    this.header = NONE;
    this.start = line.start;
    this.firstLine = line.number;
    this.creator = NONE;
    this.flags = flags;
    this.noisy = false;
    this.node = EMPTY;
    this.frames = 0;
    this.call = NONE;
    this.created = NONE;
    this.creations = 0;
    if (this.ancestors.length > 0) this.ancestors = [];
    this.extend(line);
    if (id === undefined || rest === undefined) return;
    this.header = this.tables.headers.intern(line.bytes, rest, line.end);
    if (this.tables.headers.values[this.header] === undefined) this.damage("damaged-header", line);
  }

  /** Takes a line into the goroutine; false when it is none of a goroutine's lines. */
  accept(line: LineReader): boolean {
    const accepted = this.take(line);
    if (!accepted) return false;
    this.extend(line);
    this.interrupted = false;
    return true;
  }

  isCall(line: LineReader): boolean {
    const open = openingOf(line.bytes, line.start, line.end);
    return open >= 0 && this.funcOf(line, open) !== NONE;
  }

  /** Takes a line that the runtime prints when it cannot unwind a stack. */
  acceptNoise(line: LineReader): boolean {
    const { noise } = this.tables;
    if (noise.values[noise.intern(line.bytes, line.start, line.end)] === undefined) return false;
    this.noisy = true;
    this.extend(line);
    return true;
  }

  damage(code: Problem, place: Place): void {
    this.flags |= RowFlag.Partial;
    this.report(code, place);
  }

  /** The text ends here, in the middle. */
  cutOff(line: LineReader): void {
    this.damage("cut-off", line);
    this.endPending(undefined);
  }

  /** Ends the goroutine. @param before A line that turned out not to belong to it any more. */
  finish(before: Place | undefined): void {
    if (!this.open) return;
    this.endPending("missing-location");
    if (this.frames === 0 && !this.noisy && (this.flags & RowFlag.Partial) === 0)
      this.damage("no-frames", before ?? { start: this.start, end: this.end, number: this.firstLine });
    const row = this.rows.push({
      id: this.id,
      header: this.header,
      stack: this.trie.stack(this.node),
      creator: this.creator,
      start: this.start,
      end: this.end,
      firstLine: this.firstLine,
      lastLine: this.lastLine,
      flags: this.flags,
    });
    if (this.ancestors.length > 0) this.rows.ancestors.set(row, this.ancestors as readonly Ancestor[]);
    this.open = false;
  }

  private take(line: LineReader): boolean {
    switch (line.kind) {
      case LineKind.Call:
        return this.takeCall(line);
      case LineKind.Indented:
        return this.takeIndented(line);
      case LineKind.Created:
        return this.takeCreated(line);
      case LineKind.Elided:
        return this.takeElided(line);
      case LineKind.Ancestor:
        return this.takeAncestor(line);
      default:
        return this.expectsLocation && this.takeLocation(line, line.start);
    }
  }

  private takeCall(line: LineReader): boolean {
    const open = openingOf(line.bytes, line.start, line.end);
    const func = open < 0 ? NONE : this.funcOf(line, open);
    if (func === NONE) return false;
    this.endPending("missing-location");
    this.call = func;
    this.inlined = isInlined(line.bytes, open, line.end);
    this.pending = { start: line.start, end: line.end, number: line.number };
    return true;
  }

  private takeIndented(line: LineReader): boolean {
    const from = line.indented;
    if (this.expectsLocation) {
      if (this.takeLocation(line, from)) return true;
      this.damage("damaged-location", line);
      this.endPending(undefined);
      return true;
    }
    const { unavailable, locations } = this.tables;
    if (unavailable.values[unavailable.intern(line.bytes, from, line.end)] !== undefined) {
      this.node = this.trie.addUnavailable(this.node);
      this.frames++;
      return true;
    }
    if (locations.values[locations.intern(line.bytes, from, line.end)] === undefined) return false;
    // Behind an unreadable line it is most likely that line's position.
    if (!this.interrupted) this.damage("orphan-location", line);
    return true;
  }

  private takeLocation(line: LineReader, from: number): boolean {
    const { locations } = this.tables;
    const location = locations.intern(line.bytes, from, line.end);
    if (locations.values[location] === undefined) return false;
    this.resolve(location);
    return true;
  }

  private takeCreated(line: LineReader): boolean {
    const { bytes, start, end } = line;
    let digits = end;
    while (isDigit(bytes[digits - 1])) digits--;
    // "in goroutine 5": the id is not part of the text that the grammar reads; "main.f5" is.
    if (bytes[digits - 1] !== 0x20) digits = end;
    const { creators } = this.tables;
    const creator = creators.intern(bytes, start, digits);
    if (creators.values[creator] === undefined) return false;
    this.endPending("missing-location");
    this.created = creator;
    this.creations++;
    this.pending = { start, end, number: line.number };
    if (digits < end && this.ancestors.length === 0) this.creator = readNumber(bytes, digits, end);
    return true;
  }

  private takeElided(line: LineReader): boolean {
    const { elisions } = this.tables;
    const elision = elisions.intern(line.bytes, line.start, line.end);
    if (elisions.values[elision] === undefined) return false;
    this.endPending("missing-location");
    if (this.ancestors.length === 0) this.node = this.trie.addElided(this.node, elision);
    return true;
  }

  private takeAncestor(line: LineReader): boolean {
    const { ancestors } = this.tables;
    const goroutine = ancestors.values[ancestors.intern(line.bytes, line.start, line.end)];
    if (goroutine === undefined) return false;
    this.endPending("missing-location");
    this.ancestors.push({ goroutine, frames: [] });
    return true;
  }

  /** The pending function or creation has found its position, or never will (`location` -1). */
  private resolve(location: number): void {
    const ancestor = this.ancestors.at(-1);
    const { tables, trie } = this;
    const position = tables.locations.values[location];
    if (this.call !== NONE) {
      this.frames++;
      if (ancestor) ancestor.frames.push(createdBy(tables.funcs.values[this.call] as FuncName, position));
      else this.node = trie.addFrame(this.node, tables.frame(this.call, location, this.inlined));
    } else if (this.created !== NONE) {
      if (ancestor) ancestor.createdBy = createdBy(tables.creators.values[this.created] as FuncName, position);
      else this.node = trie.addCreated(this.node, this.created, location);
    }
    this.call = NONE;
    this.created = NONE;
  }

  private endPending(code: Problem | undefined): void {
    if (!this.expectsLocation) return;
    if (code) this.damage(code, this.pending);
    this.resolve(NONE);
  }

  private funcOf(line: LineReader, open: number): number {
    const { funcs } = this.tables;
    const func = funcs.intern(line.bytes, line.start, open);
    return funcs.values[func] === undefined ? NONE : func;
  }

  private extend(line: LineReader): void {
    this.end = line.end;
    this.lastLine = line.number;
  }
}

function readNumber(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let i = start; i < end; i++) number = 10 * number + (bytes[i] as number) - 0x30;
  return number;
}
