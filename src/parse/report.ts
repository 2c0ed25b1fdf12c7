import type { Diagnostic } from "../model/diagnostic.ts";
import type { DumpText } from "../read/dump-text.ts";
import { decode } from "../read/utf8.ts";
import { isBlank } from "./line-reader.ts";

/** What can be wrong with a goroutine's text. */
export const PROBLEMS = {
  "damaged-header": "This goroutine's header cannot be read.",
  "damaged-line": "This line is in the middle of a goroutine, but it is no part of a stack.",
  "damaged-location": "This source position cannot be read.",
  "orphan-location": "This source position follows no function.",
  "missing-location": "No source position follows this function.",
  "no-frames": "This goroutine has no frames.",
  "cut-off": "The text ends in the middle of this goroutine.",
  "incomplete-list": "Fewer goroutines stand here than the text says that there are.",
  "duplicate-id": "This goroutine's id stands in this dump already.",
} as const;

export type Problem = keyof typeof PROBLEMS;

const EXCERPT_BYTES = 200;

/** A line of a text, as `LineReader` stands on it. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  /** The byte at which it goes wrong; where absent, its first one that is not blank. */
  readonly at?: number;
}

/** The physical line of a line of the text. */
export function physicalLine(text: DumpText, line: number): number {
  if (text.lineAt) return text.lineAt(line);
  return text.escaped ? text.line : text.line + line - 1;
}

export function problem(text: DumpText, code: Problem, place: Place): Diagnostic {
  let at = place.at ?? place.start;
  while (place.at === undefined && at < place.end && isBlank(text.bytes[at] as number)) at++;
  const excerpt = decode(text.bytes, place.start, Math.min(place.end, place.start + EXCERPT_BYTES));
  return {
    code,
    severity: "warning",
    message: PROBLEMS[code],
    file: text.file,
    line: physicalLine(text, place.number),
    column: at - place.start + 1,
    excerpt,
  };
}
