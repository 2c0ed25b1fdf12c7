import type { Evidence } from "../model/diagnosis.ts";
import type { ProcessRow } from "../model/process.ts";

/** A row of a list with its start as `ps -f` prints it. */
export interface StartedRow {
  readonly row: ProcessRow;
  readonly started: string | undefined;
}

/** When a process started, in seconds of one clock, and how much later it can have been. */
interface Start {
  readonly row: ProcessRow;
  readonly printed: string;
  readonly at: number;
  readonly exact: number;
}

/**
 * How long processes had been running at least, by the columns STIME and STARTED (`-o lstart`). The newest row tells the earliest time at which
 * the list can have been made: no clock of another file is needed, and a filtered list says less, never something wrong. STIME shows hours and
 * minutes only for what started on the day of the list, so one around midnight says less, too. START of `ps aux` shows the hours of
 * yesterday, and tells nothing of the kind. [procps ps/output.c: pr_stime compares the day of the year, pr_bsdstart goes back 24 hours;
 * pr_lstart counts from the boot in clock ticks]
 */
export function psAges(rows: readonly StartedRow[]): readonly (readonly [number, Evidence])[] {
  const starts = rows.flatMap((row) => startOf(row) ?? []);
  const newest = starts.reduce<Start | undefined>(
    (latest, each) => (latest === undefined || each.at > latest.at ? each : latest),
    undefined,
  );
  if (newest === undefined) return [];
  return starts.flatMap(({ row, printed, at, exact }) => {
    const minutes = Math.floor((newest.at - at - exact) / 60);
    if (minutes < 1) return [];
    const text = `Process ${row.pid} had been running for at least ${minutes} minute${minutes === 1 ? "" : "s"}: it started at ${printed} (${row.file}:${row.line}), another process of the list at ${newest.printed} (line ${newest.row.line}).`;
    return [[row.pid, { rule: "process-age", weight: 0.5, text }] as const];
  });
}

/** Of "19:20", or of what `lstart` prints; a date without a time, or a time with seconds, says something else. */
function startOf({ row, started }: StartedRow): Start | undefined {
  if (row.started) {
    const { at } = row.started;
    return { row, printed: at.slice(at.indexOf("T") + 1), at: Date.parse(`${at}Z`) / 1000, exact: 1 };
  }
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(started ?? "");
  if (match === null) return undefined;
  // The seconds of both are lost.
  return { row, printed: match[0], at: Number(match[1]) * 3600 + Number(match[2]) * 60, exact: 60 };
}
