import { add, type Score } from "./compare.ts";

export interface Row {
  readonly name: string;
  readonly files: number;
  /** What stands in the files. */
  readonly truth: Pick<Score, "goroutines" | "frames">;
  /** By reader, in the order of the columns. */
  readonly scores: readonly Score[];
}

/** A table in Markdown: one line for each kind of input, the sum, one column for each reader. */
export function table(readers: readonly string[], rows: readonly Row[]): string {
  const total: Row = {
    name: "**all**",
    files: rows.reduce((sum, { files }) => sum + files, 0),
    truth: add(rows.map(({ truth }) => ({ ...truth, lost: { goroutines: 0, frames: 0 }, wrong: 0 }))),
    scores: readers.map((_, reader) => add(rows.map(({ scores }) => scores[reader] as Score))),
  };
  const head = ["", "files", "goroutines", "frames", ...readers];
  const body = [...rows, total].map(({ name, files, truth, scores }) => [
    name,
    `${files}`,
    `${truth.goroutines}`,
    `${truth.frames}`,
    ...scores.map((score) => cell(score)),
  ]);
  return [head, head.map((_, at) => (at > 0 && at < 4 ? "--:" : "---")), ...body]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** "all" when nothing is lost and nothing wrong. */
export function cell({ goroutines, frames, lost, wrong }: Score): string {
  const missing = [lost.goroutines && `${lost.goroutines} goroutines`, lost.frames && `${lost.frames} frames`].filter(
    Boolean,
  );
  const faults = [missing.length > 0 && `lost ${missing.join(", ")}`, wrong && `${wrong} wrong`].filter(Boolean);
  return faults.length === 0 ? "all" : `${goroutines}, ${frames}: ${faults.join("; ")}`;
}
