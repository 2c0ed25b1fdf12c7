import { decode, encode } from "../read/utf8.ts";
import { isInlined, openingOf } from "./call-line.ts";
import { failureOf } from "./grammar.ts";
import type { Interner } from "./interner.ts";
import { isDigit, LineKind, type LineReader } from "./line-reader.ts";
import { isNameless, isNativeCall } from "./native-call.ts";
import type { Place, Problem } from "./report.ts";
import { RowFlag, type Rows } from "./rows.ts";
import { StackBuilder } from "./stack-builder.ts";
import type { StackTrie } from "./stack-trie.ts";
import type { StretchReader } from "./stretch-reader.ts";
import type { Tables } from "./tables.ts";

const NONE = -1;
const LONGEST_LOOK = 2000;
const POSITION = /^.*:\d+(?: \+0x[0-9a-f]+)?/;

/** Takes the lines of one goroutine after the other, and writes each finished goroutine into the rows. */
export class GoroutineBuilder {
  /** A goroutine has begun and not ended. */
  open = false;
  /** An unreadable line, to be reported by the caller, stands before the next one. */
  interrupted = false;
  /** The text ended in the middle of the last line. */
  isCut = false;
  private readonly tables: Tables;
  private readonly stretches: StretchReader;
  private readonly stack: StackBuilder;
  private readonly rows: Rows;
  private readonly report: (code: Problem, place: Place) => void;

  private id = NONE;
  private header = NONE;
  private creator = NONE;
  private flags = 0;
  private noisy = false;
  private margin = 0;
  private start = 0;
  private end = 0;
  private firstLine = 0;
  private lastLine = 0;
  /** Last line of the plain frames that follow the header directly. */
  private lastPlain = NONE;

  constructor(
    tables: Tables,
    trie: StackTrie,
    stretches: StretchReader,
    rows: Rows,
    report: (code: Problem, place: Place) => void,
  ) {
    this.tables = tables;
    this.stretches = stretches;
    this.stack = new StackBuilder(tables, trie);
    this.rows = rows;
    this.report = report;
  }

  /** A function or a creation waits for its position. */
  get expectsLocation(): boolean {
    return this.stack.expectsLocation;
  }

  /** The goroutine cannot end here. */
  get expectsMore(): boolean {
    return this.stack.expectsLocation || (this.stack.length === 0 && !this.noisy);
  }

  /** Nothing but ancestors can follow. */
  get complete(): boolean {
    return this.stack.complete;
  }

  /**
   * Starts a goroutine at a header line; without `id`, at the header-like line or the first call of a stack that has no header.
   *
   * @param flags `RowFlag`s that what stands before it gives it.
   * @param rest Where the header goes on behind the id; or what stands there, where it is printed in another form.
   */
  begin(line: LineReader, flags: number, id?: number, rest?: number | Uint8Array): void {
    this.open = true;
    this.interrupted = false;
    this.id = id ?? NONE;
    this.header = NONE;
    this.creator = NONE;
    this.flags = flags;
    this.noisy = false;
    this.start = line.start;
    this.margin = line.margin;
    this.firstLine = line.number;
    this.lastPlain = NONE;
    this.stack.reset();
    this.extend(line);
    if (id === undefined || rest === undefined) return;
    const { headers } = this.tables;
    this.header =
      typeof rest === "number" ? headers.intern(line.bytes, rest, line.end) : headers.intern(rest, 0, rest.length);
    if (this.tables.headers.values[this.header] === undefined)
      this.damage("damaged-header", failingAt("HeaderRest", line, typeof rest === "number" ? rest : line.start));
  }

  /** Takes a line into the goroutine; false when it is none of a goroutine's lines. */
  accept(line: LineReader): boolean {
    if (!this.take(line)) return false;
    this.extend(line);
    this.interrupted = false;
    return true;
  }

  /** Takes the plain frames that follow the line. */
  acceptStretch(line: LineReader): void {
    const { stack, stretches } = this;
    if (!stack.isBetween || this.interrupted || line.margin > 0 || !line.terminated) return;
    if (!stretches.read(line.next, stack.node, this.header)) return;
    const isFirst = this.lastLine === this.firstLine;
    stack.advance(stretches);
    if (stretches.creator !== NONE) this.creator = stretches.creator;
    line.skip(stretches.next, 2 * (stretches.frames + Number(stretches.created)));
    this.extend(line);
    if (isFirst) this.lastPlain = this.lastLine;
  }

  /** Takes a line that the runtime prints when it cannot unwind a stack. */
  acceptNoise(line: LineReader): boolean {
    if (known(this.tables.noise, line, line.start) === NONE) return false;
    this.noisy = true;
    this.extend(line);
    return true;
  }

  isCall(line: LineReader): boolean {
    return this.funcOf(line, openingOf(line.bytes, line.start, line.end)) !== NONE;
  }

  damage(code: Problem, place: Place): void {
    this.flags |= RowFlag.Partial;
    this.report(code, place);
  }

  /** The text ends here, in the middle. */
  cutOff(line: LineReader): void {
    this.damage("cut-off", line);
    this.stack.abandonLocation();
  }

  /** Ends the goroutine. @param before A line that turned out not to belong to it any more. */
  finish(before: Place | undefined): void {
    if (!this.open) return;
    this.endPending();
    if (this.stack.length === 0 && !this.noisy && (this.flags & RowFlag.Partial) === 0)
      this.damage("no-frames", before ?? { start: this.start, end: this.end, number: this.firstLine });
    if (this.lastPlain === this.lastLine) this.flags |= RowFlag.Plain;
    const { id, header, creator, flags, start, end, firstLine, lastLine, stack } = this;
    const row = this.rows.push({ id, header, stack: stack.stack, creator, flags, start, end, firstLine, lastLine });
    if (this.margin > 0) this.rows.margins.set(row, this.margin);
    if (stack.ancestors.length > 0) this.rows.ancestors.set(row, stack.ancestors);
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
        return (this.expectsLocation && this.takeLocation(line, line.start)) || this.takeNativeCall(line);
    }
  }

  private takeNativeCall(line: LineReader): boolean {
    if (!isNativeCall(line)) return false;
    this.endPending();
    this.stack.call(this.tables.nativeFunc(line.bytes.subarray(line.start, line.end)), false, placeOf(line));
    if (isNameless(line)) this.stack.abandonLocation();
    return true;
  }

  private takeCall(line: LineReader): boolean {
    const open = openingOf(line.bytes, line.start, line.end);
    const func = this.funcOf(line, open);
    if (func === NONE) return this.takeNativeCall(line);
    this.endPending();
    this.stack.call(func, isInlined(line.bytes, open, line.end), placeOf(line));
    return true;
  }

  private takeIndented(line: LineReader): boolean {
    const from = line.indented;
    if (this.expectsLocation) {
      if (this.takeLocation(line, from)) return true;
      this.isCut = !line.terminated;
      this.damage(this.isCut ? "cut-off" : "damaged-location", failingAt("Location", line, from));
      this.stack.abandonLocation();
      return true;
    }
    if (known(this.tables.unavailable, line, from) !== NONE) {
      this.stack.unavailable();
      return true;
    }
    if (known(this.tables.locations, line, from) === NONE) return false;
    // Behind an unreadable line it is most likely that line's position.
    if (!this.interrupted) this.damage("orphan-location", line);
    return true;
  }

  private takeLocation(line: LineReader, from: number): boolean {
    const location = known(this.tables.locations, line, from);
    if (location === NONE) return false;
    this.stack.locate(location);
    return true;
  }

  private takeCreated(line: LineReader): boolean {
    const { bytes, end } = line;
    let digits = end;
    while (isDigit(bytes[digits - 1])) digits--;
    // "in goroutine 5": the id is not part of the text that the grammar reads; the digit of "main.f5" is.
    if (bytes[digits - 1] !== 0x20) digits = end;
    const creator = known(this.tables.creators, line, line.start, digits);
    if (creator === NONE) return false;
    this.endPending();
    this.stack.created(creator, placeOf(line));
    if (digits < end && this.stack.ancestors.length === 0) this.creator = readNumber(bytes, digits, end);
    return true;
  }

  private takeElided(line: LineReader): boolean {
    const elision = known(this.tables.elisions, line, line.start);
    if (elision === NONE) return false;
    this.endPending();
    this.stack.elided(elision);
    return true;
  }

  private takeAncestor(line: LineReader): boolean {
    const { ancestors } = this.tables;
    const goroutine = ancestors.values[known(ancestors, line, line.start)];
    if (goroutine === undefined) return false;
    this.endPending();
    this.stack.ancestor(goroutine);
    return true;
  }

  private endPending(): void {
    const place = this.stack.abandonLocation();
    if (place) this.damage("missing-location", place);
  }

  private funcOf(line: LineReader, open: number): number {
    return open < 0 ? NONE : known(this.tables.funcs, line, line.start, open);
  }

  private extend(line: LineReader): void {
    this.end = line.end;
    this.lastLine = line.number;
  }
}

/** Number of a text that is of the table's form, else -1. */
function known<T>(table: Interner<T>, line: LineReader, start: number, end: number = line.end): number {
  const id = table.intern(line.bytes, start, end);
  return table.values[id] === undefined ? NONE : id;
}

/** The line, with the place at which a rule gives up. A long line is looked at only at its beginning. */
function failingAt(rule: "HeaderRest" | "Location", line: LineReader, from: number): Place {
  const text = decode(line.bytes, from, Math.min(line.end, from + LONGEST_LOOK));
  // A file's name may hold anything: the grammar gives up at the end only. What is wrong stands behind the last line number.
  const right = (rule === "Location" && POSITION.exec(text)?.[0].length) || failureOf(rule, text);
  return { ...placeOf(line), at: from + encode(text.slice(0, right)).length };
}

function placeOf({ start, end, number }: LineReader): Place {
  return { start, end, number };
}

function readNumber(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let i = start; i < end; i++) number = 10 * number + ((bytes[i] as number) - 0x30);
  return number;
}
