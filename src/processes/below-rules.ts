import type { ProcessEvidence, ProcessRow } from "../model/process.ts";
import { helperChild, placeOf, type Reason, stuckChild, stuckInit } from "./below-children.ts";
import type { BelowFinding } from "./below-finding.ts";
import { tracedAgain, unansweredBusCall } from "./bus-calls.ts";
import { frozen } from "./frozen.ts";
import type { Provenance } from "./signs/rules.ts";
import { systemdOverBus } from "./systemd-over-bus.ts";

/** A reason why a process that others wait for does not go on. */
export interface BelowRule {
  readonly name: string;
  /** Where such a case is known from: "seen" was reproduced, "source" read in the program's source, "reconstructed" made from descriptions. */
  readonly provenance: Provenance;
  applies(process: ProcessRow, evidence: ProcessEvidence): BelowFinding | undefined;
}

/** An observation counts as a reason, not only as a hint, from this weight on. */
const decisive = 1;

/** Reasons that lie in a process itself: the more direct the observation, the earlier. */
const ownRules: readonly BelowRule[] = [
  { name: "zombie", provenance: "public report", applies: zombie },
  { name: "stopped", provenance: "seen", applies: stopped },
  { name: "frozen", provenance: "seen", applies: frozen },
  { name: "unanswered-bus-call", provenance: "seen", applies: unansweredBusCall },
  { name: "observed", provenance: "seen", applies: observed },
];
const uninterruptibleRule: BelowRule = { name: "uninterruptible", provenance: "seen", applies: uninterruptible };

/** The first rule that applies names what the process waits for. */
export const belowRules: readonly BelowRule[] = [
  ...ownRules.filter(({ name }) => name !== "observed"),
  { name: "stuck-init", provenance: "seen", applies: (process, evidence) => stuckInit(process, evidence, own) },
  ...ownRules.filter(({ name }) => name === "observed"),
  { name: "helper-child", provenance: "seen", applies: (process, evidence) => helperChild(process, evidence, own) },
  {
    name: "stuck-child",
    provenance: "public report",
    applies: (process, evidence) => stuckChild(process, evidence, own),
  },
  { name: "same-command-traced", provenance: "seen", applies: tracedAgain },
  { name: "systemd-over-dbus", provenance: "seen", applies: systemdOverBus },
  uninterruptibleRule,
];

/** Why a process does not go on, by what is seen of the process itself. */
const own: Reason = (process, evidence) => {
  for (const rule of [...ownRules, uninterruptibleRule]) {
    const finding = rule.applies(process, evidence);
    if (finding !== undefined) return finding;
  }
  return undefined;
};

function zombie(process: ProcessRow): BelowFinding | undefined {
  if (process.state !== "Z") return undefined;
  const text = `${placeOf(process)} has already ended (state Z); its parent has not noticed.`;
  return found("its parent to collect its exit status", "zombie", 2.5, text);
}

/** "t": stopped by a debugger, as every process is that is traced from its start and has just made a call. */
function stopped(process: ProcessRow): BelowFinding | undefined {
  if (process.state !== "T" && process.state !== "t") return undefined;
  const text = `${placeOf(process)} is stopped (state ${process.state}).`;
  return found("someone to continue it (SIGCONT)", "stopped", 3, text);
}

/** /proc or strace shows the system call or kernel function that it does not come back from. */
function observed(process: ProcessRow, evidence: ProcessEvidence): BelowFinding | undefined {
  const reason = evidence.observations
    .get(process.pid)
    ?.find((each) => each.weight >= decisive && each.waitsFor !== undefined);
  // The observation itself is listed with all others of its process.
  return reason?.waitsFor === undefined ? undefined : { waitsFor: reason.waitsFor, evidence: [], next: [] };
}

/** State D is no proof of slow storage: Linux shows a process of a frozen version-1 cgroup as D, too; see frozen.ts. */
function uninterruptible(process: ProcessRow): BelowFinding | undefined {
  if (process.state !== "D") return undefined;
  const text = `${placeOf(process)} is in uninterruptible sleep (state D): inside the kernel, mostly for storage, or in a frozen cgroup.`;
  return found("the kernel", "uninterruptible", 1.5, text);
}

function found(waiting: string, rule: string, weight: number, text: string): BelowFinding {
  return { waitsFor: waiting, evidence: [{ rule, weight, text }], next: [] };
}
