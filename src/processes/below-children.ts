import type { Below, ProcessEvidence, ProcessRow } from "../model/process.ts";
import type { BelowFinding } from "./below-finding.ts";
import { fifoPeer } from "./kernel-waits.ts";
import { ociVerb } from "./oci-verb.ts";

/** Says why a process does not go on; undefined when nothing tells. */
export type Reason = (process: ProcessRow, evidence: ProcessEvidence) => BelowFinding | undefined;

/** `runc create`, `run` and `exec` wait for their child `runc init` to enter the container; generally, for a child that cannot go on. */
export function stuckChild(process: ProcessRow, evidence: ProcessEvidence, reason: Reason): BelowFinding | undefined {
  for (const child of childrenOf(process, evidence)) {
    const found = reason(child, evidence);
    if (found === undefined || isReady(child, found)) continue;
    const text = `${placeOf(child)} is its child and cannot go on; that this is what it waits for is likely, not proved.`;
    return onChild("stuck-child", 1, text, child, found, evidence);
  }
  return undefined;
}

/**
 * An OCI runtime with a child that is not its own init: what it runs besides are the hooks of the container's config.json and helpers (criu,
 * newuidmap), and it waits for each of them to end. [runc libcontainer/configs/config.go, Command.Run]
 */
export function helperChild(process: ProcessRow, evidence: ProcessEvidence, reason: Reason): BelowFinding | undefined {
  const verb = ociVerb(process.commandLine);
  if (verb === undefined || verb === "init") return undefined;
  const helpers = childrenOf(process, evidence).filter(
    (child) => !isInit(child) && child.name !== process.name && child.state !== "Z",
  );
  const [helper] = helpers;
  if (helper === undefined || helpers.length > 1) return undefined;
  const found = reason(helper, evidence) ?? { waitsFor: "not known", evidence: [], next: [] };
  const text = `${placeOf(helper)} is its child and not its init: a hook or helper that it started, and for whose end it waits.`;
  return onChild("helper-child", 1.5, text, helper, found, evidence);
}

/**
 * `runc start` opens the exec.fifo of a container for reading; the container's init, which the shim has adopted, writes to it. When that init
 * cannot go on, neither does `runc start`. [runc libcontainer/container_linux.go, exec]
 */
export function stuckInit(process: ProcessRow, evidence: ProcessEvidence, reason: Reason): BelowFinding | undefined {
  if (ociVerb(process.commandLine) !== "start" || process.ppid === undefined) return undefined;
  const inits = evidence.processes.filter((row) => row.ppid === process.ppid && isInit(row));
  const [init] = inits;
  const found = init === undefined || inits.length > 1 ? undefined : reason(init, evidence);
  if (init === undefined || found === undefined || isReady(init, found)) return undefined;
  const text = `${placeOf(init)} is the init of a container of the same shim; \`runc start\` waits for it at the container's exec.fifo.`;
  const below = onChild("stuck-init", 1.5, text, init, found, evidence);
  return { ...below, waitsFor: `the container's init \`${commandOf(init)}\`` };
}

function onChild(
  rule: string,
  weight: number,
  text: string,
  child: ProcessRow,
  found: BelowFinding,
  evidence: ProcessEvidence,
): BelowFinding {
  const below: Below = {
    process: asProcess(child),
    waitsFor: found.waitsFor,
    evidence: [...found.evidence, ...observationsOf(child.pid, evidence)],
  };
  return {
    waitsFor: `its child \`${commandOf(child)}\``,
    evidence: [{ rule, weight, text }],
    next: [below, ...found.next],
  };
}

function childrenOf({ pid }: ProcessRow, { processes }: ProcessEvidence): ProcessRow[] {
  return processes.filter((row) => row.ppid === pid);
}

/** An init that waits at its exec.fifo waits for `runc start`: that is how every created container waits, and no reason for anybody. */
function isReady(row: ProcessRow, { waitsFor }: BelowFinding): boolean {
  return isInit(row) && waitsFor === fifoPeer;
}

/** "runc init"; while it enters the container its name is "runc:[2:INIT]", or that of the copy of itself that it executes. */
function isInit({ name, commandLine }: ProcessRow): boolean {
  return ociVerb(commandLine) === "init" || /^\S+:\[\d:\w+\]|^memfd:|^exe$|^\d+$/.test(name);
}

function commandOf({ commandLine, name }: ProcessRow): string {
  return (commandLine === "" ? name : commandLine).slice(0, 60);
}

/** How a person finds a row: "runc 63 (ps.txt:7)". */
export function placeOf(process: ProcessRow): string {
  return `${process.name} ${process.pid} (${process.file}:${process.line})`;
}

/** A row as a step of a chain names it. */
export function asProcess(row: ProcessRow): Below["process"] {
  return { name: row.name, pid: row.pid, ...(row.state === undefined ? {} : { state: row.state }) };
}

/** What was observed of a process, as evidence. */
export function observationsOf(pid: number, { observations }: ProcessEvidence): Below["evidence"] {
  return (observations.get(pid) ?? []).map(({ rule, weight, text }) => ({ rule, weight, text }));
}

/** What was observed of a process that serves others: it is meant to run for long, so its age says nothing. */
export function observationsOfServer(pid: number | undefined, evidence: ProcessEvidence): Below["evidence"] {
  return pid === undefined ? [] : observationsOf(pid, evidence).filter(({ rule }) => rule !== "process-age");
}
