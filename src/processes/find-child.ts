import type { Evidence } from "../model/diagnosis.ts";
import type { Dump } from "../model/dump.ts";
import type { ProcessEvidence, ProcessRow } from "../model/process.ts";
import { findDumpProcess } from "./find-dump-process.ts";
import { ociVerb } from "./oci-verb.ts";
import { processKindOf } from "./process-names.ts";

/** What a goroutine waits for, as its frames tell. */
export interface WaitedChild {
  readonly program?: string;
  readonly verb?: string;
  /** A child of the waiting process runs it: containerd 0.2 has runc run by its shims. */
  readonly through?: "containerd-shim";
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
  const scope = scopeOf(dump, evidence, parent?.pid, child.through);
  if (scope === undefined) {
    return said(
      "parent-unknown",
      `Neither the dump nor the process list tells which process waits for ${childText(child)}.`,
    );
  }
  const all = scope.filter((row) => fits(row, child) === "yes");
  // Without the verb any of the program's own children would fit as well: there only a direct child is meant.
  const sure = child.verb === undefined ? direct(all, parent?.pid) : innermost(all, evidence);
  const near = child.through === undefined ? direct(scope, parent?.pid) : scope;
  const fitting = sure.length > 0 ? sure : near.filter((row) => fits(row, child) === "maybe");
  const [row] = fitting;
  if (row === undefined) return notListed(child, evidence, parent?.pid);
  if (fitting.length > 1 || waiters > 1) {
    const list = fitting.map((each) => `${each.pid} (${each.file}:${each.line})`).join(", ");
    const text = `${waiters} goroutine(s) wait for ${childText(child)} and ${fitting.length} process(es) fit: ${list}; which is whose cannot be told.`;
    return said("child-ambiguous", text);
  }
  const relation = relationOf(row, parent?.pid);
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
function scopeOf(
  dump: Dump,
  evidence: ProcessEvidence,
  parent: number | undefined,
  through: WaitedChild["through"],
): readonly ProcessRow[] | undefined {
  const { container } = dump.envelope;
  // `ps aux` prints no parent, and a trace does not show that of its first process: then only the container's id relates the two.
  const named = evidence.processes.filter(
    (row) => container !== undefined && row.pid !== parent && row.commandLine.includes(container),
  );
  if (parent === undefined || evidence.processes.every((row) => row.ppid === undefined))
    return container === undefined ? undefined : named;
  return [...belowOf(parent, evidence, through), ...named.filter((row) => row.ppid === undefined)];
}

/** What a process runs itself, or what the shims run that are its children: a list that cuts names to 15 bytes shows "docker-containe". */
function belowOf(parent: number, evidence: ProcessEvidence, through: WaitedChild["through"]): ProcessRow[] {
  if (through === undefined) return descendantsOf(parent, evidence);
  const shims = evidence.processes.filter(({ ppid, name }) => ppid === parent && (isShim(name) || isCutShim(name)));
  return shims.flatMap(({ pid }) => descendantsOf(pid, evidence));
}

/** Children, and their children: a tracer or a script may stand between a shim and its runc. Other shims have children of their own. */
function descendantsOf(parent: number, { processes }: ProcessEvidence): ProcessRow[] {
  const found: ProcessRow[] = [];
  const seen = new Set([parent]);
  for (let above = [parent]; above.length > 0; ) {
    const below = processes.filter(
      ({ pid, ppid, name }) => ppid !== undefined && above.includes(ppid) && !seen.has(pid) && !isShim(name),
    );
    for (const { pid } of below) seen.add(pid);
    found.push(...below);
    above = below.map(({ pid }) => pid);
  }
  return found;
}

function isShim(name: string): boolean {
  return processKindOf(name) === "containerd-shim";
}

function isCutShim(name: string): boolean {
  return name.length === 15 && "docker-containerd-shim".startsWith(name);
}

/** Of processes that fit and descend from each other the innermost does the work: the others only started it. */
function innermost(rows: readonly ProcessRow[], evidence: ProcessEvidence): readonly ProcessRow[] {
  if (rows.length < 2) return rows;
  return rows.filter((row) => {
    const below = descendantsOf(row.pid, evidence);
    return !rows.some((other) => below.some(({ pid }) => pid === other.pid));
  });
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

function direct(rows: readonly ProcessRow[], parent: number | undefined): readonly ProcessRow[] {
  return parent === undefined ? rows : rows.filter(({ ppid }) => ppid === parent || ppid === undefined);
}

function relationOf({ ppid }: ProcessRow, parent: number | undefined): string {
  if (parent === undefined || ppid === undefined) return "names the dump's container";
  return ppid === parent ? `is a child of ${parent}` : `descends from ${parent}, through ${ppid},`;
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
