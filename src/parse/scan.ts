import type { Diagnostic } from "../model/diagnostic.ts";
import type { DumpText } from "../read/dump-text.ts";
import { type CrashPart, CrashReader } from "./crash-reader.ts";
import { FORMS } from "./forms/forms.ts";
import { readSection, type Section } from "./forms/section.ts";
import { GoroutineBuilder } from "./goroutine-builder.ts";
import { endsLikeHeader, inlineHeader } from "./header-line.ts";
import { codes, isDigit, LineKind, LineReader } from "./line-reader.ts";
import { cutText, Pieces } from "./pieces.ts";
import { QuotedDumps } from "./quoted-dump.ts";
import { type Place, type Problem, Problems } from "./report.ts";
import { Rows } from "./rows.ts";
import type { StackTrie } from "./stack-trie.ts";
import type { StretchReader } from "./stretch-reader.ts";
import type { Tables } from "./tables.ts";

/** The goroutines of a text, not yet split into dumps. */
export interface Scan {
  readonly text: DumpText;
  readonly rows: Rows;
  readonly pieces: Pieces;
  /** What is of another form than Go's own dump. */
  readonly sections: readonly Section[];
  readonly diagnostics: readonly Diagnostic[];
  readonly crash: readonly CrashPart[];
  /** Lines that begin like a header. */
  readonly headers: number;
  /** Stacks that no such line begins. */
  readonly headless: number;
  /** The last goroutine is not whole. */
  readonly truncated: boolean;
  /** Lines that belong to no goroutine. */
  readonly skipped: number;
}

const HEADER_PREFIX = "goroutine ".length;
/** More unreadable lines in a row are no interruption of a goroutine, but its end: it may be followed by a log of any length. */
const LONGEST_INTERRUPTION = 20;
/** After so many empty lines, each behind one other line, the text is double-spaced: an empty line ends nothing. */
const DOUBLE_SPACED = 2;
const NOTHING = new Uint8Array();
const HYPHEN = 0x2d;
const RUNTIME_STACK = codes("runtime stack:");

/** Finds the goroutines of a text. @param pieceSize See `cutText`. */
export function scan(
  text: DumpText,
  tables: Tables,
  trie: StackTrie,
  stretches: StretchReader,
  pieceSize?: number,
): Scan {
  return new Scanner(text, tables, trie, stretches, cutText(text.bytes, pieceSize)).run();
}

class Scanner {
  private readonly text: DumpText;
  private readonly rows = new Rows();
  private readonly sections: Section[] = [];
  private readonly problems: Problems;
  private readonly quotedDumps = new QuotedDumps();
  private readonly tables: Tables;
  private readonly trie: StackTrie;
  private readonly stretches: StretchReader;
  private readonly pieces: readonly Uint8Array[];
  private readonly report = (code: Problem, place: Place): void => this.problems.add(code, place, this.reader.bytes);
  private readonly reader: LineReader;
  private readonly builder: GoroutineBuilder;
  private readonly crash: CrashReader;
  private headers = 0;
  private headless = 0;
  private skipped = 0;
  /** An unreadable line in a goroutine: what follows tells whether it damages the goroutine or ends it. */
  private suspect: Place | undefined;
  /** Number of the last empty line, and how many before it alternate with other lines. */
  private lastBlank = 0;
  private alternations = 0;

  constructor(
    text: DumpText,
    tables: Tables,
    trie: StackTrie,
    stretches: StretchReader,
    pieces: readonly Uint8Array[],
  ) {
    this.text = text;
    this.stretches = stretches;
    this.pieces = pieces;
    this.problems = new Problems(text);
    this.tables = tables;
    this.trie = trie;
    this.reader = new LineReader(NOTHING);
    this.crash = new CrashReader(tables);
    this.builder = new GoroutineBuilder(tables, trie, stretches, this.rows, this.report);
  }

  run(): Scan {
    const ends: number[] = [];
    for (const [index, piece] of this.pieces.entries()) {
      this.reader.goOn(piece);
      this.stretches.open(piece);
      this.readPiece();
      // The next one begins with a header.
      if (index < this.pieces.length - 1) this.close();
      ends.push(this.rows.length);
    }
    const truncated = this.endOfText() || this.text.cut;
    const { text, rows, sections, headers, headless, skipped } = this;
    const pieces = new Pieces(this.pieces, ends.slice(0, -1));
    const diagnostics = this.problems.list();
    return {
      text,
      rows,
      pieces,
      sections,
      crash: this.crash.parts,
      diagnostics,
      headers,
      headless,
      truncated,
      skipped,
    };
  }

  private readPiece(): void {
    const { reader } = this;
    while (reader.advance()) {
      if (reader.kind === LineKind.Header ? this.header() : endsLikeHeader(reader) && this.inlineHeader()) continue;
      if (this.builder.open) this.inside();
      else this.outside();
    }
  }

  /** Begins a goroutine; false when the line only begins like a header: "goroutine 5 exited". */
  private header(): boolean {
    const { reader } = this;
    const { bytes, end } = reader;
    let at = reader.start + HEADER_PREFIX;
    let id = 0;
    for (; isDigit(bytes[at]); at++) id = 10 * id + ((bytes[at] as number) - 0x30);
    const goesOn = bytes[at] === 0x20 && (bytes[at + 1] === 0x5b /* [ */ || bytes[at + 1] === 0x67); /* gp= */
    const isCut = at >= end - 1 && (!reader.terminated || (this.text.closed && reader.next === bytes.length));
    if (!goesOn && !isCut) return false;
    this.close();
    this.headers++;
    this.builder.begin(reader, this.crash.flagsOfNext(), id, at);
    this.builder.acceptStretch(reader);
    return true;
  }

  /** Begins a goroutine whose header stands behind other text. */
  private inlineHeader(): boolean {
    const { reader, crash } = this;
    if (crash.continues(reader)) return false;
    const found = inlineHeader(reader);
    if (!found) return false;
    this.close();
    if (crash.accept(reader, this.rows.length) && (crash.goesOn(reader) || this.skipQuotedDump())) return true;
    this.headers++;
    reader.margin = found.margin;
    this.builder.begin(reader, crash.flagsOfNext(), found.id, found.rest);
    return true;
  }

  /** The reader stands on a message. */
  private skipQuotedDump(): boolean {
    const { reader, crash } = this;
    const end = this.quotedDumps.endOf(reader);
    if (end === undefined) return false;
    while (reader.next < end && reader.advance()) crash.quote(reader);
    crash.blank();
    return true;
  }

  /** Reads what stands here in another form. */
  private section(): boolean {
    const { reader, tables, trie } = this;
    const form = FORMS.find(({ starts }) => starts(reader));
    const section = form && readSection(form, reader, tables, trie, this.report);
    if (!section) return false;
    this.sections.push(section);
    this.headers += section.entries.length;
    return true;
  }

  private inside(): void {
    const { reader, builder } = this;
    if (reader.kind === LineKind.Blank) this.blank();
    else if (isGap(reader)) this.gap();
    else if (builder.accept(reader)) {
      if (this.suspect) builder.damage("damaged-line", this.suspect);
      this.suspect = undefined;
      builder.acceptStretch(reader);
    } else if (builder.acceptNoise(reader)) return;
    else if (builder.complete || this.beginsOther()) {
      this.close();
      this.outside();
    } else {
      this.skipped++;
      builder.interrupted = true;
      if (this.suspect && reader.number - this.suspect.number >= LONGEST_INTERRUPTION) this.close();
      else this.suspect ??= { start: reader.start, end: reader.end, number: reader.number };
    }
  }

  /** Something begins here that is no part of a goroutine. */
  private beginsOther(): boolean {
    const { reader } = this;
    return reader.startsWith(RUNTIME_STACK) || this.crash.knows(reader) || FORMS.some(({ starts }) => starts(reader));
  }

  /** What stands behind a gap is another goroutine's. */
  private gap(): void {
    if (!this.builder.complete) this.builder.damage("left-out", this.reader);
    this.skipped++;
    this.close();
  }

  private blank(): void {
    const { number } = this.reader;
    this.alternations = number - this.lastBlank === 2 ? this.alternations + 1 : 0;
    this.lastBlank = number;
    const isInMiddle = this.builder.expectsMore && !this.suspect;
    if (!isInMiddle && this.alternations < DOUBLE_SPACED) this.close();
  }

  private outside(): void {
    const { reader, builder, crash } = this;
    if (crash.continues(reader)) crash.accept(reader, this.rows.length);
    else if (reader.kind === LineKind.Blank) crash.blank();
    else if (reader.startsWith(RUNTIME_STACK)) {
      this.headless++;
      builder.begin(reader, crash.flagsOfNext());
    } else if (reader.kind === LineKind.Call && this.startsBareStack()) {
      this.headless++;
      builder.begin(reader, crash.flagsOfNext());
      builder.accept(reader);
    } else if (this.section()) {
      crash.blank();
    } else if (crash.accept(reader, this.rows.length)) {
      if (crash.isMessage && this.followsHeader()) this.skipQuotedDump();
    } else this.skipped++;
  }

  /** Two calls with their positions follow each other. Looks at kinds of lines only: ordinary log text must cost no grammar call. */
  private startsBareStack(): boolean {
    const ahead = new LineReader(this.reader.bytes, this.reader.start);
    const expected = [LineKind.Call, LineKind.Indented, LineKind.Call, LineKind.Indented];
    return expected.every((kind) => ahead.advance() && ahead.kind === kind) && this.builder.isCall(this.reader);
  }

  private followsHeader(): boolean {
    const ahead = new LineReader(this.reader.bytes, this.reader.next);
    return ahead.advance() && ahead.kind === LineKind.Header;
  }

  private close(): void {
    this.builder.finish(this.suspect);
    this.suspect = undefined;
    this.reader.margin = 0;
  }

  /** Closes the last goroutine and tells whether it was cut off. */
  private endOfText(): boolean {
    const { reader, builder, text, suspect } = this;
    if (!builder.open) return false;
    const atEnd = suspect?.number === reader.number && (text.closed || !reader.terminated);
    const cut = atEnd || builder.expectsMore || builder.isCut;
    if (cut && !builder.isCut) builder.cutOff(reader);
    if (atEnd) this.suspect = undefined;
    this.close();
    return cut;
  }
}

/** The line that grep and its like print where they leave lines out. */
function isGap({ bytes, start, end }: LineReader): boolean {
  return end - start === 2 && bytes[start] === HYPHEN && bytes[start + 1] === HYPHEN;
}
