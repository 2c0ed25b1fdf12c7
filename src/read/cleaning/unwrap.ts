import { findGoroutine } from "../find-goroutine.ts";
import { journalFormat } from "../journal-entries.ts";
import { makeLayer } from "../layer.ts";
import type { SourceText } from "../source-text.ts";
import { TextBuilder } from "../text-builder.ts";
import { decode } from "../utf8.ts";

/** A paste is not larger. */
const LARGEST = 1 << 22;
const NARROWEST = 40;
const WIDEST = 400;
/** A greater part of the lines has the full width where all are filled up with blanks, or have a border. */
const PADDED = 0.7;
const TAB = 8;
const PREFIX = 6;
/** How a line of a dump ends: a call, a position, a header, an elision. */
const WHOLE = /\)$|:\d+( \+0x[0-9a-f]+)?( fp=0x\S+ sp=0x\S+( pc=0x\S+)?)?$|[\]}]:$|^\.\.\.|^\s*$/;
/** A call, a position or a name has one of these. */
const STACK_LINE = /[/(]/;
const HEADER = /goroutine \d+ \[/;
/** A position whose last digits may stand in the next line. */
const OPEN_POSITION = /:\d+$|:\d+ \+?(0x?)?[0-9a-f]*$/;

type Measure = (line: string) => number;
/** Of a terminal, and of programs for which a tab is a character like another one. */
const MEASURES: readonly Measure[] = [columns, (line) => line.length];

/** Joins the lines that a terminal wrapped at its width, when there are such lines; else the text comes back as it is. */
export function unwrapText(source: SourceText): SourceText {
  const { bytes } = source;
  // Process lists and traces need not be taken apart.
  if (bytes.length > LARGEST || findGoroutine(bytes, 0) < 0 || journalFormat(bytes)) return source;
  const lines = decode(bytes).split("\n").map(withoutPadding);
  const measure = MEASURES.find((each) => wrapWidth(lines, each) !== undefined);
  if (!measure) return source;
  const width = wrapWidth(lines, measure);
  const builder = new TextBuilder();
  let whole = "";
  for (const [index, line] of lines.entries()) {
    whole += line;
    builder.appendText(line, index + 1);
    const next = lines[index + 1];
    if (next === undefined) continue;
    if (measure(line) === width && goesOn(whole, next)) {
      // Go prints a blank behind each comma: the one at the break is lost.
      if (line.endsWith(",") && !next.startsWith(" ")) builder.appendText(" ", index + 1);
      continue;
    }
    builder.endLine(index + 1);
    whole = "";
  }
  return makeLayer(source, [], builder, () => []);
}

/** The width at which lines of stacks break off: the longest lines are those that do. */
function wrapWidth(lines: readonly string[], measure: Measure): number | undefined {
  const first = lines.findIndex((line) => HEADER.test(line));
  if (first < 0) return undefined;
  const prefix = /^(.*?)goroutine \d/.exec(lines[first] ?? "")?.[1] ?? "";
  const hasPrefix = (line: string) => prefix.trim() !== "" && line.startsWith(prefix);
  const widths = new Int32Array(lines.length);
  for (let index = first; index < lines.length; index++) widths[index] = measure(lines[index] as string);
  const longest = widths.reduce((most, width) => Math.max(most, width), 0);
  if (longest < NARROWEST || longest > WIDEST) return undefined;
  const full: { readonly line: string; readonly next: string }[] = [];
  for (let index = first; index < lines.length; index++)
    if (widths[index] === longest) full.push({ line: lines[index] as string, next: lines[index + 1] ?? "" });
  const broken = full.filter(
    ({ line, next }) =>
      STACK_LINE.test(line) &&
      !WHOLE.test(line) &&
      next !== "" &&
      !HEADER.test(next) &&
      !startAlike(line, next) &&
      !hasPrefix(next),
  );
  const isPadded = full.length > PADDED * (lines.length - first);
  return broken.length > 0 && full.length > 1 && !isPadded ? longest : undefined;
}

/** Both have a prefix: a log that splits lines, not a terminal. */
function startAlike(one: string, other: string): boolean {
  return one.slice(0, PREFIX) === other.slice(0, PREFIX);
}

function goesOn(whole: string, next: string): boolean {
  if (next.trim() === "" || HEADER.test(next)) return false;
  if (whole.startsWith("created by ")) return !/^(\s|\/|[A-Za-z]:\\)/.test(next);
  if (!WHOLE.test(whole)) return true;
  if (OPEN_POSITION.test(whole)) return /^\d|^ ?\+?0x|^ \+|^[0-9a-f]+$/.test(next);
  return whole.endsWith(")") && !/^\s/.test(next) && /^[,)}]/.test(next);
}

function columns(line: string): number {
  let column = 0;
  let from = 0;
  for (let tab = line.indexOf("\t"); tab >= 0; tab = line.indexOf("\t", from)) {
    column += tab - from;
    column += TAB - (column % TAB);
    from = tab + 1;
  }
  return column + line.length - from;
}

/** Without what fills it up. */
function withoutPadding(line: string): string {
  if (line.endsWith("\r")) return line.slice(0, -1);
  return line.endsWith("  ") ? line.trimEnd() : line;
}
