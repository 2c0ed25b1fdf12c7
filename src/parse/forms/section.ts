import { LineKind, type LineReader } from "../line-reader.ts";
import type { Place, Problem } from "../report.ts";
import type { StackTrie } from "../stack-trie.ts";
import type { Tables } from "../tables.ts";
import type { EntryBuilder } from "./entry-builder.ts";
import type { Form } from "./form.ts";
import type { Entry } from "./listed.ts";

/** A part of a text that is of another form than Go's own dump. */
export interface Section {
  readonly form: Form;
  readonly entries: readonly Entry[];
  /** First and last line of the text. */
  readonly lines: readonly [number, number];
  readonly truncated: boolean;
}

/** More lines in a row that cannot be read are no damage, but the end. */
const LONGEST_INTERRUPTION = 20;

/**
 * Reads a text of a form, beginning with the line on which the reader stands, and leaves the reader on its last line; undefined, with the
 * reader where it was, when it tells of no goroutine.
 */
export function readSection(
  form: Form,
  line: LineReader,
  tables: Tables,
  trie: StackTrie,
  report: (code: Problem, place: Place) => void,
): Section | undefined {
  const reader = form.make(tables, trie);
  const before = line.mark();
  const first = line.number;
  if (reader.accept(line, true) !== "taken") return undefined;
  let last = line.mark();
  let unread: Place | undefined;
  let owner: EntryBuilder | undefined;
  const problems: { code: Problem; place: Place }[] = [];
  let afterBlank = false;
  while (line.advance()) {
    if (line.kind === LineKind.Blank) {
      afterBlank = true;
      continue;
    }
    if (line.kind === LineKind.Header) break;
    // It is part of what stands before it, if anything.
    if (!unread) owner = reader.current;
    const taken = reader.accept(line, afterBlank);
    afterBlank = false;
    if (taken === "ended") break;
    const place = { start: line.start, end: line.end, number: line.number };
    if (taken === "unread") {
      unread ??= place;
      if (line.number - unread.number >= LONGEST_INTERRUPTION) break;
      continue;
    }
    if (taken === "damaged") problems.push({ code: "damaged-header", place });
    if (unread) {
      problems.push({ code: "damaged-line", place: unread });
      if (owner) owner.partial = true;
      unread = undefined;
    }
    last = line.mark();
  }
  line.reset(last);
  const entries = reader.finish();
  if (entries.length === 0) {
    line.reset(before);
    return undefined;
  }
  for (const { code, place } of problems) report(code, place);
  const counted = entries.reduce((sum, { count }) => sum + count, 0);
  const truncated = reader.total !== undefined && counted < reader.total;
  if (truncated) report("incomplete-list", { start: line.start, end: line.end, number: line.number });
  return { form, entries, lines: [first, line.number], truncated };
}
