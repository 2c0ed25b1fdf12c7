import type { StackGraph } from "../graph/types.ts";
import type { Finding } from "../model/diagnosis.ts";
import type { Chain } from "./blocking-chains.ts";
import { chainEnd } from "./chain-end.ts";
import { deadlockText } from "./deadlock-text.ts";
import type { FindingId } from "./finding-kinds.ts";
import { findCauses } from "./findings/find-causes.ts";
import { makeFinding } from "./findings/make-finding.ts";
import { isOrdinary } from "./findings/ordinary.ts";
import type { FoundDeadlock } from "./found-deadlock.ts";
import { goroutineNode, goroutineRef, goroutineRefs } from "./refs.ts";

const SEVERITY = { critical: 0, warning: 1, info: 2 } as const;

/** What to tell a person, most severe first. */
export function findFindings(
  graph: StackGraph,
  chains: readonly Chain[],
  deadlocks: readonly FoundDeadlock[],
): Finding[] {
  const waits = chains.flatMap((chain) => ofChain(graph, chain));
  const isBlocked = deadlocks.length > 0 || waits.some(({ severity }) => severity !== "info");
  return [
    ...deadlocks.map((deadlock) => ofDeadlock(graph, deadlock)),
    ...waits,
    ...findCauses(graph, chains, isBlocked),
    ...ofDumps(graph),
  ].sort((a, b) => SEVERITY[a.severity] - SEVERITY[b.severity]);
}

const DEADLOCK_IDS = {
  self: "self-deadlock",
  cycle: "deadlock-cycle",
  abandoned: "abandoned-lock",
  "all-asleep": "all-asleep",
} as const;

function ofDeadlock(graph: StackGraph, deadlock: FoundDeadlock): Finding {
  const goroutines = goroutineRefs(graph, deadlock.goroutines);
  return makeFinding(DEADLOCK_IDS[deadlock.kind], { text: deadlockText(graph, deadlock), goroutines });
}

function ofChain(graph: StackGraph, chain: Chain): Finding[] {
  const lastKey = chain.steps[chain.steps.length - 1]?.key;
  // Deadlocks are told as such.
  if (lastKey === undefined || chain.end.kind === "deadlock") return [];
  const last = goroutineNode(graph, lastKey);
  const end = chainEnd(graph, lastKey, chain.end);
  const root = goroutineRef(last);
  const victims = chain.victims.length + chain.victimsIndirect.length;
  const id = idOf(chain, last.wait.kind === "running");
  const call = chain.end.kind === "call" ? `${chain.end.call.client.service}/${chain.end.call.client.method}` : "";
  const ordinary = isOrdinary(graph, chain);
  const text = `${victimsText(victims, ordinary || id === "lock-convoy")}${root.dump} ${root.goroutine} ${end.text}${isGuess(chain) ? "; it is only the likeliest of several that may hold the lock" : ""}.`;
  const fill = { verb: end.verb ?? "", call, goroutine: String(root.goroutine) };
  const severity = ordinary ? "info" : undefined;
  const goroutines = goroutineRefs(graph, [lastKey, ...chain.victims]);
  return [makeFinding(id, { text, goroutines, fill, ...(severity && { severity }) })];
}

/** How many wait; in ordinary work, and behind an owner that is able to run, they do go on, in time. */
function victimsText(count: number, inTime: boolean): string {
  if (count === 0) return "";
  const goroutines = `${count} goroutine${count === 1 ? "" : "s"}`;
  if (inTime) return `${goroutines} wait${count === 1 ? "s" : ""}: `;
  return `${goroutines} cannot go on: `;
}

/** Somewhere on the way the best candidate of an ambiguous lock stands in for its owner. */
function isGuess({ steps }: Chain): boolean {
  return steps.some(
    ({ next }) => next?.via.kind === "lock" && !next.via.queued && next.via.lock.verdict === "ambiguous",
  );
}

function idOf({ end, victims, victimsIndirect }: Chain, running: boolean): FindingId {
  if (end.kind === "child") return end.child.program === "runc" ? "blocked-on-runc" : "blocked-on-process";
  if (end.kind === "call") return victims.length + victimsIndirect.length > 0 ? "blocked-on-call" : "call-in-flight";
  if (end.kind === "lock") return "blocked-on-lock";
  return running ? "lock-convoy" : "blocked-on-goroutine";
}

function ofDumps(graph: StackGraph): Finding[] {
  return graph
    .getAttribute("dumps")
    .filter(({ dump }) => dump.truncated)
    .map(({ name, dump }) =>
      makeFinding("incomplete-input", { text: `${name} (${dump.file}) is not complete: goroutines may be missing.` }),
    );
}
