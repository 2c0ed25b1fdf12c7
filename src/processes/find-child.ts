import type { Evidence } from "../model/diagnosis.ts";
import type { Dump } from "../model/dump.ts";
import type { ProcessEvidence, ProcessRow } from "../model/process.ts";
import { findDumpProcess } from "./find-dump-process.ts";
import { ociVerb } from "./oci-verb.ts";

/** What a goroutine waits for, as its frames tell. */
export interface WaitedChild {
  readonly program?: string;
  readonly verb?: string;
}

/** The process list's row of a waited-for child, when exactly one fits, and what the list tells in any case. */
export interface FoundChild {
  readonly row?: ProcessRow;
  readonly evidence: readonly Evidence[];
}

/** How a person writes the child: "`runc exec`". */
export function childText(child: WaitedChild): string {
  const words = [child.program, child.verb].filter((word) => word !== undefined);
  return words.length === 0 ? "the child process" : `\`${words.join(" ")}\``;
}

/**
 * Looks up the child that a goroutine of `dump` waits for. `waiters`: how many goroutines of the dump wait for such a child; one row for
 * two waiters decides nothing.
 */
export function findChild(dump: Dump, child: WaitedChild, evidence: ProcessEvidence, waiters: number): FoundChild {
  if (evidence.processes.length === 0) {
    return said("no-process-list", `There is no process list to tell which process ${childText(child)} is.`);
  }
  const parent = findDumpProcess(dump, evidence);
  const scope = scopeOf(dump, evidence, parent?.pid);
  if (scope === undefined) {
    return said(
      "parent-unknown",
      `Neither the dump nor the process list tells which process waits for ${childText(child)}.`,
    );
  }
  const sure = scope.filter((row) => fits(row, child) === "yes");
  const fitting = sure.length > 0 ? sure : scope.filter((row) => fits(row, child) === "maybe");
  const [row] = fitting;
  if (row === undefined) return notListed(child, evidence, parent?.pid);
  if (fitting.length > 1 || waiters > 1) {
    const list = fitting.map((each) => `${each.pid} (${each.file}:${each.line})`).join(", ");
    const text = `${waiters} goroutine(s) wait for ${childText(child)} and ${fitting.length} process(es) fit: ${list}; which is whose cannot be told.`;
    return said("child-ambiguous", text);
  }
  const relation = parent === undefined ? "names the dump's container" : `is a child of ${parent.pid}`;
  const argv =
    sure.length > 0
      ? `was started as ${childText(child)}`
      : "is such a program, though the list does not show its arguments";
  const text = `Process ${row.pid} ${relation} and ${argv} (${row.file}:${row.line}).`;
  const link = {
    rule: sure.length > 0 ? "child-in-list" : "child-in-list-cut",
    weight: sure.length > 0 ? 4 : 1.5,
    text,
  };
  return { row, evidence: parent === undefined ? [link] : [parent.evidence, link] };
}

/** The rows among which the child must be; undefined when nothing relates a row to the dump. */
function scopeOf(dump: Dump, evidence: ProcessEvidence, parent: number | undefined): readonly ProcessRow[] | undefined {
  const related = parent === undefined ? [] : evidence.processes.filter((row) => row.ppid === parent);
  if (parent !== undefined && evidence.processes.some((row) => row.ppid !== undefined)) return related;
  // `ps aux` prints no parent: then only the container's id in the command line relates the two.
  const { container } = dump.envelope;
  if (container === undefined) return undefined;
  return evidence.processes.filter((row) => row.pid !== parent && row.commandLine.includes(container));
}

function fits(row: ProcessRow, child: WaitedChild): "yes" | "maybe" | "no" {
  const sameProgram =
    child.program === undefined || row.name === child.program || row.name.endsWith(`-${child.program}`);
  if (child.verb === undefined) return sameProgram ? "yes" : "no";
  // The runtime's binary has any name (`dockerd --add-runtime`): the verb decides, where it is printed.
  const verb = ociVerb(row.commandLine);
  if (verb !== undefined) return verb === child.verb ? "yes" : "no";
  return sameProgram ? "maybe" : "no";
}

function notListed(child: WaitedChild, evidence: ProcessEvidence, parent: number | undefined): FoundChild {
  const whose = parent === undefined ? "" : ` of ${parent}`;
  const parentListed = evidence.processes.some((row) => row.pid === parent);
  if (evidence.complete && parentListed) {
    const text = `The process list is unfiltered and shows no ${childText(child)} as a child${whose}: it had ended, or the list was taken at another time than the dump.`;
    return { evidence: [{ rule: "child-gone", weight: 1, text }] };
  }
  return said(
    "child-not-listed",
    `The process list shows no ${childText(child)} as a child${whose}; it is not known to be complete.`,
  );
}

function said(rule: string, text: string): FoundChild {
  return { evidence: [{ rule, weight: 0, text }] };
}
