import type { StackGraph } from "../graph/types.ts";
import type { CallEnd } from "../model/call.ts";
import type { Evidence } from "../model/diagnosis.ts";
import type { Below, ProcessEvidence, ProcessRow } from "../model/process.ts";
import { asProcess } from "../processes/below-children.ts";
import { serverProcesses } from "./server-processes.ts";

/** A way in which a whole process answers nobody; what one thread of a daemon sleeps in says nothing of the others. */
interface Halt {
  /** Rule of the evidence. */
  readonly rule: string;
  /** Of /proc or a kernel stack. */
  readonly observed?: string;
  /** State letter of a process list. */
  readonly state?: string;
  /** Completes "containerd 23 …". */
  readonly words: string;
  readonly waitsFor: string;
  readonly weight: number;
}

/** First match counts: Linux shows a process of a frozen version-1 cgroup as D. */
const halts: readonly Halt[] = [
  {
    rule: "frozen",
    observed: "kernel-frozen",
    words: "is frozen",
    waitsFor: "its frozen cgroup to be thawed",
    weight: 3,
  },
  { rule: "stopped", state: "T", words: "is stopped", waitsFor: "someone to continue it (SIGCONT)", weight: 3 },
  { rule: "zombie", state: "Z", words: "has ended", waitsFor: "its parent to collect its exit status", weight: 3 },
  // Only the first thread's state is in a list; for a moment it may be so at any time.
  { rule: "uninterruptible", state: "D", words: "is inside the kernel", waitsFor: "the kernel", weight: 1 },
];

/** A process that serves a call, or may serve it, and that answers nobody. */
export interface HaltedServer {
  readonly process: ProcessRow;
  readonly halt: Halt;
  /** No other process of the list can be the server. */
  readonly only: boolean;
}

/**
 * The process that answers nobody and that a call without a serving goroutine waits for. A process whose dump is at hand is not meant: its dump
 * would show who serves the call. None when several fit: nobody knows which.
 */
export function haltedServer(graph: StackGraph, client: CallEnd): HaltedServer | undefined {
  const evidence = graph.getAttribute("evidence");
  const dumped = new Set(graph.getAttribute("dumps").map(({ pid }) => pid));
  const able = serverProcesses(evidence.processes, client).filter(({ pid }) => !dumped.has(pid));
  const [found, ...others] = able.flatMap((process) => {
    const halt = halts.find((each) => isHalted(process, each, evidence));
    return halt === undefined ? [] : [{ process, halt, only: able.length === 1 }];
  });
  return others.length > 0 ? undefined : found;
}

function isHalted({ pid, state }: ProcessRow, halt: Halt, { observations }: ProcessEvidence): boolean {
  if (halt.observed === undefined) return state === halt.state;
  return observations.get(pid)?.some(({ rule }) => rule === halt.observed) ?? false;
}

/** What a call's client does, as far as it is known to whom: "waits for the answer of gRPC Tasks/Kill from containerd 23, which is stopped". */
export function callWords({ sent }: CallEnd, call: string, since: string, server: HaltedServer | undefined): string {
  const [does, from] = sent === false ? ["has not been able to send", "to"] : ["waits for the answer of", "from"];
  const unseen = `${does} ${call}${since}; no dump at hand shows who serves it`;
  if (server === undefined) return unseen;
  const { process, halt, only } = server;
  const name = `${process.name} ${process.pid}`;
  if (only) return `${does} ${call}${since}${since && ","} ${from} ${name}, which ${halt.words}`;
  return `${unseen}, but ${name}, one of those that can, ${halt.words} (${cite(process)})`;
}

/** The halted process as what stands below the client, when no other can be meant. */
export function belowCall({ process, halt, only }: HaltedServer, { observations }: ProcessEvidence): Below[] {
  if (!only) return [];
  const text = `${process.name} ${process.pid} ${halt.words} (${cite(process)}); it is the only process of the list that can serve the call and has no dump here.`;
  const seen: Evidence[] = (observations.get(process.pid) ?? []).filter(({ rule }) => rule === halt.observed);
  const evidence = [{ rule: `server-${halt.rule}`, weight: halt.weight, text }, ...seen];
  return [{ process: asProcess(process), waitsFor: halt.waitsFor, evidence }];
}

function cite({ state, file, line }: ProcessRow): string {
  return `${state === undefined ? "" : `state ${state}, `}${file}:${line}`;
}
