import type { Diagnostic } from "../model/diagnostic.ts";
import type { BusName } from "../model/process.ts";
import { type EvidenceFile, findTables } from "./find-tables.ts";
import type { ColumnRule, TableRow } from "./table.ts";

/** The columns of `busctl list`, systemd 219 to 257 (CONTAINER and MACHINE: older versions, --show-machine). */
const columns: readonly ColumnRule[] = [
  { titles: ["NAME", "USER", "UNIT", "SESSION", "CONTAINER", "MACHINE"], value: "\\S+" },
  { titles: ["PID"], value: "\\d+|-" },
  // A process is named by its comm, which may hold spaces.
  { titles: ["PROCESS", "DESCRIPTION"], value: "\\S+", free: true },
  { titles: ["CONNECTION"], value: ":\\d+\\.\\d+|\\(activatable\\)|-" },
];

/** Reads what `busctl list` printed; undefined when the file holds no such table. */
export function readBusctl(
  file: EvidenceFile,
): { names: readonly BusName[]; diagnostics: readonly Diagnostic[] } | undefined {
  const tables = findTables(file, columns, [["NAME"], ["PID"], ["PROCESS"], ["CONNECTION"]]);
  if (tables.length === 0) return undefined;
  return {
    names: tables.flatMap((table) => table.rows.map((row) => busName(row, file.name))),
    diagnostics: tables.flatMap((table) => table.diagnostics),
  };
}

function busName(row: TableRow, file: string): BusName {
  const pid = printed(row.cell("PID"));
  const process = printed(row.cell("PROCESS"));
  const connection = printed(row.cell("CONNECTION"));
  return {
    name: row.cell("NAME") ?? "",
    ...(pid === undefined ? {} : { pid: Number(pid) }),
    ...(process === undefined ? {} : { process }),
    ...(connection === undefined ? {} : { connection }),
    file,
    line: row.line,
  };
}

/** busctl prints "-" and "n/a" where it has nothing to say. */
function printed(value: string | undefined): string | undefined {
  return value === "-" || value === "n/a" || value === "" ? undefined : value;
}
