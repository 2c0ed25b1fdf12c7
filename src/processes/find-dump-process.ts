import type { Evidence } from "../model/diagnosis.ts";
import type { Dump } from "../model/dump.ts";
import type { ProcessEvidence, ProcessRow } from "../model/process.ts";
import { identifyProcess } from "./identify-process.ts";
import { processKindOf } from "./process-names.ts";

/** The process a dump was taken of, and how that is known. */
export interface DumpProcess {
  readonly pid: number;
  readonly evidence: Evidence;
}

/**
 * The pid of the process that a dump shows: stated by the envelope; else the shim whose command line has the dump's container id; else the
 * only process of that kind in the process list. Undefined when none of these tells.
 */
export function findDumpProcess(dump: Dump, evidence: ProcessEvidence): DumpProcess | undefined {
  const { pid, container } = dump.envelope;
  if (pid !== undefined) {
    const text = `The record around the dump says pid ${pid} (${dump.file}:${dump.lines[0]}).`;
    return { pid, evidence: { rule: "pid-in-envelope", weight: 4, text } };
  }
  const { process } = identifyProcess(dump);
  if (process === "other") return undefined;
  const same = evidence.processes.filter((row) => processKindOf(row.name) === process);
  const withId = container === undefined ? [] : same.filter((row) => row.commandLine.includes(container));
  const byId = only(withId);
  if (byId !== undefined) {
    const text = `The command line of ${byId.name} ${byId.pid} has the dump's container id (${byId.file}:${byId.line}).`;
    return { pid: byId.pid, evidence: { rule: "pid-by-container", weight: 3, text } };
  }
  const byName = container === undefined ? only(same) : undefined;
  if (byName === undefined) return undefined;
  const text = `${byName.name} ${byName.pid} is the only ${process} in the process list (${byName.file}:${byName.line}).`;
  return { pid: byName.pid, evidence: { rule: "pid-by-name", weight: 1.5, text } };
}

function only(rows: readonly ProcessRow[]): ProcessRow | undefined {
  return rows.length === 1 ? rows[0] : undefined;
}
