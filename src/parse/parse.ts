import type { Diagnostic } from "../model/diagnostic.ts";
import type { Dump, GoroutineList, Stack } from "../model/dump.ts";
import { StackgraphError } from "../model/error.ts";
import { findTexts } from "../read/find-texts.ts";
import { crashOf } from "./crash.ts";
import { goVersions } from "./go-version.ts";
import { Goroutines } from "./goroutine-list.ts";
import { physicalLine, problem } from "./report.ts";
import { RowFlag } from "./rows.ts";
import { type Scan, scan } from "./scan.ts";
import { type Span, splitDumps } from "./split.ts";
import { StackTrie } from "./stack-trie.ts";
import { Tables } from "./tables.ts";

/** Different stacks that are looked at for Go's version. */
const ENOUGH_STACKS = 200;

export interface ParseOptions {
  /** The file's name, for messages and `Dump.file`. */
  readonly name?: string;
}

export interface ParseResult {
  /** Every dump that stands in the text, in order. */
  readonly dumps: readonly Dump[];
  /** What is wrong anywhere in the text; those of a dump's lines are in `Dump.diagnostics` as well. */
  readonly diagnostics: readonly Diagnostic[];
  /** Lines that begin like a goroutine's header: as many goroutines with an id are in `dumps`. */
  readonly headers: number;
  /** Lines that belong to no dump. */
  readonly skippedLines: number;
}

/**
 * Reads every goroutine dump in a text: Go's own output, or records of a log. Nothing in the bytes makes it throw: what is wrong with
 * them is told by the diagnostics. Compressed bytes are for `unpack`.
 *
 * @throws StackgraphError ERR_INVALID_ARGUMENT when `bytes` is no Uint8Array.
 */
export function parse(bytes: Uint8Array, options: ParseOptions = {}): ParseResult {
  if (!(bytes instanceof Uint8Array))
    throw new StackgraphError("ERR_INVALID_ARGUMENT", "parse needs the bytes of a text as a Uint8Array.");
  const tables = new Tables();
  const trie = new StackTrie(tables);
  const scans = findTexts(bytes, options.name ?? "").map((text) => scan(text, tables, trie));
  const dumps = scans.flatMap((scanned) => dumpsOf(scanned, tables));
  return {
    dumps,
    diagnostics: dumps.flatMap((dump) => dump.diagnostics),
    headers: sum(scans.map((scanned) => scanned.headers)),
    skippedLines: sum(scans.map((scanned) => scanned.skipped)),
  };
}

function dumpsOf(scanned: Scan, tables: Tables): Dump[] {
  const { header, flags } = scanned.rows.columns;
  const has = (row: number, flag: number) => ((flags[row] as number) & flag) !== 0;
  const isRunning = (row: number) => tables.headers.values[header[row] as number]?.state === "running";
  const { spans, duplicates } = splitDumps(
    scanned.rows,
    (row) => isRunning(row) || has(row, RowFlag.AfterCrash),
    (row) => has(row, RowFlag.OtherThread),
  );
  const found: Diagnostic[] = [...scanned.diagnostics, ...duplicates.map((row) => duplicate(scanned, row))];
  return spans.map((span, at) => {
    const isLast = at === spans.length - 1;
    const lines = linesOf(scanned, span);
    const until = isLast ? Number.POSITIVE_INFINITY : linesOf(scanned, spans[at + 1] as Span)[0];
    const since = at === 0 ? 0 : lines[0];
    const diagnostics = found.filter(({ line }) => line >= since && line < until);
    return makeDump(scanned, tables, span, lines, scanned.truncated && isLast, diagnostics);
  });
}

function makeDump(
  scanned: Scan,
  tables: Tables,
  span: Span,
  lines: readonly [number, number],
  truncated: boolean,
  diagnostics: readonly Diagnostic[],
): Dump {
  const { text, rows } = scanned;
  const dump: { -readonly [Key in keyof Dump]: Dump[Key] } = {
    file: text.file,
    lines,
    envelope: text.envelope,
    // Set below: a list knows its dump.
    goroutines: undefined as unknown as Goroutines,
    truncated,
    diagnostics,
  };
  dump.goroutines = new Goroutines(dump, { text, rows, tables }, span.from, span.to - span.from);
  const versions = goVersions(differentTexts(dump.goroutines));
  if (versions) dump.go = versions.range;
  if (versions?.contradictory) dump.diagnostics = [...diagnostics, mixedVersions(dump, versions.range)];
  const crash = crashOf(scanned.crash, span);
  if (crash) dump.crash = crash;
  return dump;
}

/** Texts of goroutines whose stacks differ: equal stacks tell the same about Go's version. */
function* differentTexts(goroutines: GoroutineList): Iterable<string> {
  const seen = new Set<Stack>();
  for (let index = 0; index < goroutines.length && seen.size < ENOUGH_STACKS; index++) {
    const stack = goroutines.stackAt(index);
    if (!seen.has(stack)) yield goroutines.at(index).text();
    seen.add(stack);
  }
}

function mixedVersions({ file, lines }: Dump, range: string): Diagnostic {
  const message = `No version of Go prints all that stands in this dump; ${range} prints most of it.`;
  return { code: "mixed-go-versions", severity: "info", message, file, line: lines[0] };
}

function linesOf({ text, rows }: Scan, { from, to }: Span): readonly [number, number] {
  const { firstLine, lastLine } = rows.columns;
  return [physicalLine(text, firstLine[from] as number), physicalLine(text, lastLine[to - 1] as number)];
}

function duplicate({ text, rows }: Scan, row: number): Diagnostic {
  const { start, end, firstLine } = rows.columns;
  const feed = text.bytes.indexOf(10, start[row] as number);
  const place = { start: start[row] as number, end: feed < 0 ? (end[row] as number) : feed };
  return problem(text, "duplicate-id", { ...place, number: firstLine[row] as number });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
