import type { Diagnostic } from "../model/diagnostic.ts";
import type { Observation, ProcessRow } from "../model/process.ts";
import { type EvidenceFile, findTables } from "./find-tables.ts";
import { kernelWaitEvidence } from "./kernel-waits.ts";
import { psAges } from "./ps-age.ts";
import { psColumns, psCommandTitles } from "./ps-columns.ts";
import { timeOf } from "./signs/time-of.ts";
import type { TableRow } from "./table.ts";

/** The process lists of one file. */
export interface ProcessList {
  readonly rows: readonly ProcessRow[];
  /** A list shows PID 1 and kernel threads, so it was not filtered. */
  readonly complete: boolean;
  readonly observations: readonly (readonly [number, Observation])[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads what `ps` (or `top -b`, `docker top`) printed, in any column layout whose header row names PID and the command. Undefined when the
 * file holds no such table.
 */
export function readPs(file: EvidenceFile): ProcessList | undefined {
  const tables = findTables(file, psColumns, [["PID"], psCommandTitles]);
  if (tables.length === 0) return undefined;
  const rows = new Map<number, ProcessRow>();
  const observations: (readonly [number, Observation])[] = [];
  let complete = false;
  for (const table of tables) {
    const own = table.rows.map((row) => [row, processRow(row, file.name)] as const);
    complete ||= isComplete(own.map(([, row]) => row));
    observations.push(...psAges(own.map(([cells, row]) => ({ row, started: cells.cell("STIME") }))));
    for (const [cells, row] of own) {
      // Lists with threads (ps -eLf) repeat a process; its first line is the process itself.
      if (rows.has(row.pid)) continue;
      rows.set(row.pid, row);
      observations.push(...observationsOf(cells, row));
    }
  }
  return {
    rows: [...rows.values()],
    complete,
    observations,
    diagnostics: tables.flatMap((table) => table.diagnostics),
  };
}

function processRow(cells: TableRow, file: string): ProcessRow {
  const command = (cells.cell(...psCommandTitles) ?? "").replace(/^[ |]*\\_ /, "");
  const ppid = cells.cell("PPID");
  const state = cells.cell("STAT", "S")?.[0] ?? (command.endsWith("<defunct>") ? "Z" : undefined);
  const startedAt = timeOf(cells.cell("STARTED") ?? "");
  const elapsedSeconds = seconds(cells.cell("ELAPSED"));
  return {
    pid: Number(cells.cell("PID")),
    ...(ppid === undefined ? {} : { ppid: Number(ppid) }),
    name: programName(command),
    commandLine: command,
    ...(state === undefined ? {} : { state }),
    ...(elapsedSeconds === undefined ? {} : { elapsedSeconds }),
    ...(startedAt === undefined ? {} : { started: { at: startedAt, file, line: cells.line } }),
    file,
    line: cells.line,
  };
}

/** "/usr/sbin/runc init" → "runc", "[kthreadd]" → "kthreadd", "sshd: root@pts/0" → "sshd", "runc:[2:INIT]" → "runc:[2:INIT]". */
function programName(command: string): string {
  const bracketed = /^\[([^\]]+)\]/.exec(command)?.[1];
  if (bracketed !== undefined) return bracketed;
  const program = command.split(/\s/, 1)[0] ?? "";
  return program.slice(program.lastIndexOf("/") + 1).replace(/^-|:$/g, "");
}

/** `etime` is [[days-]hours:]minutes:seconds, `etimes` is seconds; both are titled ELAPSED. */
function seconds(elapsed: string | undefined): number | undefined {
  if (elapsed === undefined) return undefined;
  const match = /^(?:(?:(\d+)-)?(?:(\d+):)?(\d+):)?(\d+)$/.exec(elapsed);
  if (match === null) return undefined;
  const [days, hours, minutes, rest] = match.slice(1).map((part) => Number(part ?? 0));
  return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (rest ?? 0);
}

function isComplete(rows: readonly ProcessRow[]): boolean {
  return rows.some((row) => row.pid === 1) && rows.some((row) => row.name === "kthreadd" && (row.ppid ?? 0) === 0);
}

function observationsOf(cells: TableRow, row: ProcessRow): (readonly [number, Observation])[] {
  const wchan = cells.cell("WCHAN");
  // "-" running or unknown, "*" several threads.
  if (wchan === undefined || !/^[a-z_][\w.]*$/.test(wchan)) return [];
  return [[row.pid, kernelWaitEvidence(row.pid, [wchan], `${row.file}:${row.line}`)]];
}
