import type { Evidence } from "../model/diagnosis.ts";
import type { ProcessRow } from "../model/process.ts";

/** A row of a list with its start as `ps -f` prints it. */
export interface StartedRow {
  readonly row: ProcessRow;
  readonly started: string | undefined;
}

/**
 * How long processes had been running at least, by the column STIME. It shows hours and minutes only for what started on the day of the list,
 * so the newest row tells the earliest time at which the list can have been made: no clock of another file is needed, and a list around
 * midnight or a filtered one says less, never something wrong. START of `ps aux` shows the hours of yesterday, too, and tells nothing of the
 * kind. [procps ps/output.c: pr_stime compares the day of the year, pr_bsdstart goes back 24 hours]
 */
export function psAges(rows: readonly StartedRow[]): readonly (readonly [number, Evidence])[] {
  const starts = rows.flatMap(({ row, started }) => {
    const minute = minuteOf(started);
    return minute === undefined ? [] : [{ row, started, minute }];
  });
  const newest = starts.reduce<(typeof starts)[number] | undefined>(
    (latest, each) => (latest === undefined || each.minute > latest.minute ? each : latest),
    undefined,
  );
  if (newest === undefined) return [];
  return starts.flatMap(({ row, started, minute }) => {
    // Both times have lost their seconds.
    const minutes = newest.minute - minute - 1;
    if (minutes < 1) return [];
    const text = `Process ${row.pid} had been running for at least ${minutes} minute${minutes === 1 ? "" : "s"}: it started at ${started} (${row.file}:${row.line}), another process of the list at ${newest.started} (line ${newest.row.line}).`;
    return [[row.pid, { rule: "process-age", weight: 0.5, text }] as const];
  });
}

/** Minutes since midnight of "19:20"; a date, or a time with seconds, says something else. */
function minuteOf(started: string | undefined): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(started ?? "");
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}
