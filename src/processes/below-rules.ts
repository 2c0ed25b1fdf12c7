import type { Evidence } from "../model/diagnosis.ts";
import type { Below, ProcessEvidence, ProcessRow } from "../model/process.ts";
import type { BelowFinding } from "./below-finding.ts";
import { unansweredBusCall } from "./bus-calls.ts";
import { systemdOverBus } from "./systemd-over-bus.ts";

/** A reason why a process that others wait for does not go on. */
export interface BelowRule {
  readonly name: string;
  /** Where such a case is known from: "seen" was reproduced, "source" read in the program's source, "reconstructed" made from descriptions. */
  readonly provenance: "seen" | "public report" | "source" | "reconstructed";
  applies(process: ProcessRow, evidence: ProcessEvidence): BelowFinding | undefined;
}

/** An observation counts as a reason, not only as a hint, from this weight on. */
const decisive = 1;

/** The first rule that applies names what the process waits for: the more direct the observation, the earlier. */
export const belowRules: readonly BelowRule[] = [
  {
    name: "zombie",
    provenance: "public report",
    applies: (process) =>
      process.state === "Z"
        ? found(
            "its parent to collect its exit status",
            "zombie",
            2.5,
            `${place(process)} has already ended (state Z); its parent has not noticed.`,
          )
        : undefined,
  },
  {
    name: "stopped",
    provenance: "seen",
    applies: (process) =>
      process.state === "T" || process.state === "t"
        ? found(
            "someone to continue it (SIGCONT)",
            "stopped",
            3,
            `${place(process)} is stopped (state ${process.state}).`,
          )
        : undefined,
  },
  { name: "unanswered-bus-call", provenance: "seen", applies: unansweredBusCall },
  { name: "observed", provenance: "seen", applies: observed },
  { name: "stuck-child", provenance: "public report", applies: stuckChild },
  { name: "systemd-over-dbus", provenance: "seen", applies: systemdOverBus },
  { name: "uninterruptible", provenance: "seen", applies: uninterruptible },
];

/** /proc or strace shows the system call or kernel function that it does not come back from. */
function observed(process: ProcessRow, evidence: ProcessEvidence): BelowFinding | undefined {
  const reason = evidence.observations
    .get(process.pid)
    ?.find((each) => each.weight >= decisive && each.waitsFor !== undefined);
  // The observation itself is listed with all others of its process.
  return reason?.waitsFor === undefined ? undefined : { waitsFor: reason.waitsFor, evidence: [], next: [] };
}

/** State D is no proof of slow storage: Linux shows a process of a frozen version-1 cgroup as D, too. */
function uninterruptible(process: ProcessRow): BelowFinding | undefined {
  if (process.state !== "D") return undefined;
  const text = `${place(process)} is in uninterruptible sleep (state D): inside the kernel, mostly for storage, or in a frozen cgroup.`;
  return found("the kernel", "uninterruptible", 1.5, text);
}

/** `runc create`, `run` and `exec` wait for their child `runc init` to enter the container; generally, for a child that cannot go on. */
function stuckChild(process: ProcessRow, evidence: ProcessEvidence): BelowFinding | undefined {
  for (const child of evidence.processes.filter((row) => row.ppid === process.pid)) {
    const reason = observed(child, evidence) ?? uninterruptible(child);
    if (reason === undefined) continue;
    const text = `${place(child)} is its child and cannot go on; that this is what it waits for is likely, not proved.`;
    const below = { process: asProcess(child), waitsFor: reason.waitsFor };
    const reasons = [...reason.evidence, ...observationsOf(child.pid, evidence)];
    return {
      waitsFor: `its child \`${child.commandLine.slice(0, 60)}\``,
      evidence: [{ rule: "stuck-child", weight: 1, text }],
      next: [{ ...below, evidence: reasons }],
    };
  }
  return undefined;
}

function found(waiting: string, rule: string, weight: number, text: string): BelowFinding {
  return { waitsFor: waiting, evidence: [{ rule, weight, text }], next: [] };
}

function place(process: ProcessRow): string {
  return `${process.name} ${process.pid} (${process.file}:${process.line})`;
}

/** What was observed of a process, as evidence. */
export function observationsOf(pid: number, { observations }: ProcessEvidence): Evidence[] {
  return (observations.get(pid) ?? []).map(({ rule, weight, text }) => ({ rule, weight, text }));
}

/** A row as a step of a chain names it. */
export function asProcess(row: ProcessRow): Below["process"] {
  return { name: row.name, pid: row.pid, ...(row.state === undefined ? {} : { state: row.state }) };
}
