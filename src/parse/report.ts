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
  "left-out": "Something was left out here, as grep does: this goroutine's other frames are missing.",
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

/** The physical lines of the first and the last line of a part of the text: the smaller one first, also where the text was in the wrong order. */
export function physicalLines(text: DumpText, [first, last]: readonly [number, number]): readonly [number, number] {
  const [one, other] = [physicalLine(text, first), physicalLine(text, last)];
  return one <= other ? [one, other] : [other, one];
}

function problem(text: DumpText, code: Problem, place: Place, bytes: Uint8Array): Diagnostic {
  let at = place.at ?? place.start;
  while (place.at === undefined && at < place.end && isBlank(bytes[at] as number)) at++;
  const excerpt = decode(bytes, place.start, Math.min(place.end, place.start + EXCERPT_BYTES));
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

/** So many problems of a text are told one by one: of what is no dump there may be millions. */
const MOST_TOLD = 10_000;

/** Collects what is wrong with a text. */
export class Problems {
  private readonly text: DumpText;
  private readonly told: Diagnostic[] = [];
  private untold = 0;
  private firstUntold = 0;

  constructor(text: DumpText) {
    this.text = text;
  }

  /** @param bytes Those in which the place is counted. */
  add(code: Problem, place: Place, bytes: Uint8Array): void {
    if (this.told.length < MOST_TOLD) this.told.push(problem(this.text, code, place, bytes));
    else if (this.untold++ === 0) this.firstUntold = place.number;
  }

  /** All of them; behind the bound their count. */
  list(): readonly Diagnostic[] {
    const { text, told, untold, firstUntold } = this;
    if (untold === 0) return told;
    const message = `From here on ${untold} more problems are not told one by one.`;
    const line = physicalLine(text, firstUntold);
    return [...told, { code: "more-problems", severity: "warning", message, file: text.file, line }];
  }
}
