import type { Diagnostic } from "../model/diagnostic.ts";
import type { DumpText } from "../read/dump-text.ts";
import { type CrashPart, CrashReader } from "./crash-reader.ts";
import { GoroutineBuilder } from "./goroutine-builder.ts";
import { codes, isDigit, LineKind, LineReader } from "./line-reader.ts";
import { type Place, problem } from "./report.ts";
import { Rows } from "./rows.ts";
import type { StackTrie } from "./stack-trie.ts";
import type { Tables } from "./tables.ts";

/** The goroutines of a text, not yet split into dumps. */
export interface Scan {
  readonly text: DumpText;
  readonly rows: Rows;
  readonly diagnostics: readonly Diagnostic[];
  readonly crash: readonly CrashPart[];
  /** Lines that begin like a header. */
  readonly headers: number;
  /** The last goroutine is not whole. */
  readonly truncated: boolean;
  /** Lines that belong to no goroutine. */
  readonly skipped: number;
}

const HEADER_PREFIX = "goroutine ".length;
/** More unreadable lines in a row are no interruption of a goroutine, but its end: it may be followed by a log of any length. */
const LONGEST_INTERRUPTION = 20;
const RUNTIME_STACK = codes("runtime stack:");

/** Finds the goroutines of a text. */
export function scan(text: DumpText, tables: Tables, trie: StackTrie): Scan {
  return new Scanner(text, tables, trie).run();
}

class Scanner {
  private readonly text: DumpText;
  private readonly rows = new Rows();
  private readonly diagnostics: Diagnostic[] = [];
  private readonly reader: LineReader;
  private readonly builder: GoroutineBuilder;
  private readonly crash: CrashReader;
  private headers = 0;
  private skipped = 0;
  /** An unreadable line in a goroutine: what follows tells whether it damages the goroutine or ends it. */
  private suspect: Place | undefined;
  /** The text is double-spaced: empty lines end nothing. */
  private doubleSpaced = false;

  constructor(text: DumpText, tables: Tables, trie: StackTrie) {
    this.text = text;
    this.reader = new LineReader(text.bytes);
    this.crash = new CrashReader(tables);
    this.builder = new GoroutineBuilder(tables, trie, this.rows, (code, place) =>
      this.diagnostics.push(problem(text, code, place)),
    );
  }

  run(): Scan {
    const { reader } = this;
    while (reader.advance()) {
      if (reader.kind === LineKind.Header && this.header()) continue;
      if (this.builder.open) this.inside();
      else this.outside();
    }
    const truncated = this.endOfText() || this.text.cut;
    const { text, rows, diagnostics, headers, skipped } = this;
    return { text, rows, crash: this.crash.parts, diagnostics, headers, truncated, skipped };
  }

  /** Begins a goroutine; false when the line only begins like a header: "goroutine 5 exited". */
  private header(): boolean {
    const { reader } = this;
    const { bytes, end } = reader;
    let at = reader.start + HEADER_PREFIX;
    let id = 0;
    for (; isDigit(bytes[at]); at++) id = 10 * id + (bytes[at] as number) - 0x30;
    const goesOn = bytes[at] === 0x20 && (bytes[at + 1] === 0x5b /* [ */ || bytes[at + 1] === 0x67); /* gp= */
    const isCut = at >= end - 1 && (!reader.terminated || (this.text.closed && reader.next === bytes.length));
    if (!goesOn && !isCut) return false;
    this.close();
    this.headers++;
    this.builder.begin(reader, this.crash.flagsOfNext(), id, at);
    return true;
  }

  private inside(): void {
    const { reader, builder } = this;
    if (reader.kind === LineKind.Blank) this.blank();
    else if (this.belongs()) {
      if (this.suspect) builder.damage("damaged-line", this.suspect);
      this.suspect = undefined;
    } else if (builder.acceptNoise(reader)) return;
    else if (builder.complete || reader.startsWith(RUNTIME_STACK) || this.crash.knows(reader)) {
      this.close();
      this.outside();
    } else {
      this.skipped++;
      builder.interrupted = true;
      if (this.suspect && reader.number - this.suspect.number >= LONGEST_INTERRUPTION) this.close();
      else this.suspect ??= { start: reader.start, end: reader.end, number: reader.number };
    }
  }

  private belongs(): boolean {
    const { reader, builder } = this;
    return (reader.kind !== LineKind.Other || builder.expectsLocation) && builder.accept(reader);
  }

  private blank(): void {
    if (this.builder.expectsMore && !this.suspect) this.doubleSpaced = true;
    if (!this.doubleSpaced) this.close();
  }

  private outside(): void {
    const { reader, builder, crash } = this;
    if (reader.kind === LineKind.Blank) crash.blank();
    else if (reader.startsWith(RUNTIME_STACK)) builder.begin(reader, crash.flagsOfNext());
    else if (reader.kind === LineKind.Call && this.startsBareStack()) {
      builder.begin(reader, crash.flagsOfNext());
      builder.accept(reader);
    } else if (!crash.accept(reader, this.rows.length)) this.skipped++;
  }

  /** Two calls with their positions follow each other. Looks at kinds of lines only: ordinary log text must cost no grammar call. */
  private startsBareStack(): boolean {
    const ahead = new LineReader(this.reader.bytes, this.reader.start);
    const expected = [LineKind.Call, LineKind.Indented, LineKind.Call, LineKind.Indented];
    return expected.every((kind) => ahead.advance() && ahead.kind === kind) && this.builder.isCall(this.reader);
  }

  private close(): void {
    this.builder.finish(this.suspect);
    this.suspect = undefined;
  }

  /** Closes the last goroutine and tells whether it was cut off. */
  private endOfText(): boolean {
    const { reader, builder, text, suspect } = this;
    if (!builder.open) return false;
    const atEnd = suspect?.number === reader.number && (text.closed || !reader.terminated);
    const cut = atEnd || builder.expectsMore;
    if (cut) builder.cutOff(reader);
    if (atEnd) this.suspect = undefined;
    this.close();
    return cut;
  }
}
