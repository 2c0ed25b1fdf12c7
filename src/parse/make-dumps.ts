import type { Diagnostic } from "../model/diagnostic.ts";
import type { Dump, GoroutineList, Stack } from "../model/dump.ts";
import type { DumpText } from "../read/dump-text.ts";
import { CallLines } from "./call-lines.ts";
import { crashOf } from "./crash.ts";
import { ListedGoroutines } from "./forms/listed.ts";
import { PROTOBUF } from "./forms/profile.ts";
import type { Section } from "./forms/section.ts";
import { goVersions } from "./go-version.ts";
import type { Source } from "./goroutine.ts";
import { Goroutines } from "./goroutine-list.ts";
import { lowerBound } from "./lower-bound.ts";
import { type Place, Problems, physicalLine, physicalLines } from "./report.ts";
import { RowFlag } from "./rows.ts";
import type { Scan } from "./scan.ts";
import { type Span, splitDumps } from "./split.ts";
import type { Tables } from "./tables.ts";

/** Different stacks that are looked at for Go's version. */
const ENOUGH_STACKS = 200;

/** A dump while it is made. */
type OpenDump = { -readonly [Key in keyof Dump]: Dump[Key] };

/** What becomes a dump: rows, or a section of another form. */
type Part = {
  /** First and last line of the text. */
  readonly lines: readonly [number, number];
  readonly truncated: boolean;
} & ({ readonly span: Span; readonly section?: never } | { readonly section: Section; readonly span?: never });

/** The dumps of a text, in order. */
export function dumpsOf(scanned: Scan, tables: Tables): Dump[] {
  const { header, flags } = scanned.rows.columns;
  const has = (row: number, flag: number) => ((flags[row] as number) & flag) !== 0;
  const isRunning = (row: number) => tables.headers.values[header[row] as number]?.state === "running";
  const { spans, duplicates } = splitDumps(
    scanned.rows,
    (row) => isRunning(row) || has(row, RowFlag.AfterCrash),
    (row) => has(row, RowFlag.OtherThread),
  );
  const repeated = new Problems(scanned.text);
  for (const row of duplicates) repeated.add("duplicate-id", headerOf(scanned, row), scanned.pieces.of(row).bytes);
  const found: Diagnostic[] = [...scanned.diagnostics, ...repeated.list()];
  const parts: readonly Part[] = [
    ...spans.map((span) => ({
      span,
      lines: linesOf(scanned, span),
      truncated: scanned.truncated && span === spans.at(-1),
    })),
    ...scanned.sections.map((section) => ({ section, lines: section.lines, truncated: section.truncated })),
  ].sort((a, b) => a.lines[0] - b.lines[0]);
  const lineOf = ({ line }: Diagnostic) => line;
  found.sort((a, b) => a.line - b.line);
  const { text, rows, pieces } = scanned;
  const source: Source = { text, rows, pieces, tables, calls: new CallLines(rows, pieces, tables) };
  const starts = parts.map(({ lines: [first] }) => physicalLine(text, first));
  // The latest line of a log may stand first.
  const isBackward = (starts[0] ?? 0) > (starts.at(-1) ?? 0);
  return parts.map((part, at) => {
    const since = isBackward ? (starts[at + 1] ?? -1) + 1 : at === 0 ? 0 : (starts[at] as number);
    const until = isBackward ? (starts[at] as number) + 1 : (starts[at + 1] ?? Number.POSITIVE_INFINITY);
    const end = isBackward && at === 0 ? Number.POSITIVE_INFINITY : until;
    const diagnostics = found.slice(lowerBound(found, since, lineOf), lowerBound(found, end, lineOf));
    return part.span
      ? makeDump(scanned, source, part.span, part, diagnostics)
      : makeListed(scanned, part.section, part, diagnostics);
  });
}

function makeListed({ text }: Scan, section: Section, part: Part, diagnostics: readonly Diagnostic[]): Dump {
  const dump = emptyDump(text, part, diagnostics);
  const { format } = dump.envelope;
  const { name } = section.form;
  if (format === "plain") dump.envelope = { ...dump.envelope, format: name };
  else if (format !== PROTOBUF) dump.envelope = { ...dump.envelope, format: `${format}/${name}` };
  dump.goroutines = new ListedGoroutines(dump, text, section.entries);
  return withVersions(dump, section.form.since);
}

function makeDump(scanned: Scan, source: Source, span: Span, part: Part, diagnostics: readonly Diagnostic[]): Dump {
  const dump = emptyDump(scanned.text, part, diagnostics);
  dump.goroutines = new Goroutines(dump, source, span.from, span.to - span.from);
  const crash = crashOf(scanned.crash, span);
  if (crash) dump.crash = crash;
  return withVersions(dump);
}

function emptyDump(text: DumpText, { lines, truncated }: Part, diagnostics: readonly Diagnostic[]): OpenDump {
  return {
    file: text.file,
    lines: physicalLines(text, lines),
    envelope: text.envelopeAt?.(lines[0]) ?? text.envelope,
    // Set by the caller: a list knows its dump.
    goroutines: undefined as unknown as GoroutineList,
    truncated,
    diagnostics,
  };
}

function withVersions(dump: OpenDump, oldest?: number): Dump {
  const versions = goVersions(differentTexts(dump.goroutines), oldest);
  if (versions) dump.go = versions.range;
  if (versions?.contradictory) dump.diagnostics = [...dump.diagnostics, mixedVersions(dump, versions.range)];
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

function linesOf({ rows }: Scan, { from, to }: Span): readonly [number, number] {
  const { firstLine, lastLine } = rows.columns;
  return [firstLine[from] as number, lastLine[to - 1] as number];
}

/** Where the header of a row stands. */
function headerOf({ pieces, rows }: Scan, row: number): Place {
  const { start, end, firstLine } = rows.columns;
  const feed = pieces.of(row).bytes.indexOf(10, start[row] as number);
  return {
    start: start[row] as number,
    end: feed < 0 ? (end[row] as number) : feed,
    number: firstLine[row] as number,
  };
}
