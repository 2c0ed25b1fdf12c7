import type { StackGraph } from "../graph/types.ts";
import type { Finding } from "../model/diagnosis.ts";
import type { Chain } from "./blocking-chains.ts";
import { chainEnd } from "./chain-end.ts";
import { deadlockText } from "./deadlock-text.ts";
import type { FindingId } from "./finding-kinds.ts";
import { findCauses } from "./findings/find-causes.ts";
import { forWhatComes } from "./findings/for-what-comes.ts";
import { loneWaitFindings } from "./findings/lone-waits.ts";
import { makeFinding } from "./findings/make-finding.ts";
import { namelessWaiterFindings } from "./findings/nameless-waiters.ts";
import { isOrdinary } from "./findings/ordinary.ts";
import { testTimeouts } from "./findings/test-timeouts.ts";
import { ofHalted, whenUnserved } from "./findings/unserved-call.ts";
import type { FoundDeadlock } from "./found-deadlock.ts";
import { haltedServer } from "./halted-server.ts";
import { goroutineNode, goroutineRef, goroutineRefs, goroutinesAt } from "./refs.ts";
import { awaitsTests } from "./test-run.ts";

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
    ...namelessWaiterFindings(graph),
    ...testTimeouts(graph),
    ...loneWaitFindings(graph, chains),
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
  const goroutines = goroutineRefs(graph, goroutinesAt(graph, deadlock.goroutines));
  return makeFinding(DEADLOCK_IDS[deadlock.kind], { text: deadlockText(graph, deadlock), goroutines });
}

function ofChain(graph: StackGraph, chain: Chain): Finding[] {
  const lastKey = chain.steps[chain.steps.length - 1]?.key;
  // Deadlocks are told as such; a circle over guesses is no more than a lock whose owner is not known.
  if (lastKey === undefined || (chain.end.kind === "deadlock" && !chain.end.doubtful)) return [];
  const last = goroutineNode(graph, lastKey);
  const end = chainEnd(graph, lastKey, chain.end);
  const root = goroutineRef(last);
  const call = chain.end.kind === "call" ? chain.end.call.client : undefined;
  const halted = call && haltedServer(graph, call);
  const id = idOf(chain, last.wait.kind === "running", halted !== undefined);
  const ordinary = isOrdinary(graph, chain);
  const text = `${victimsText(chain, ordinary || id === "lock-convoy")}${root.dump} ${root.goroutine} ${end.text}${isGuess(chain) ? "; it is only the likeliest of several that may hold the lock" : ""}.`;
  const method = call ? `${call.service}/${call.method}` : "";
  // With the pid the command can be copied as it is.
  const pid = String(end.pid ?? "PID");
  const fill = { verb: end.verb ?? "", call: method, goroutine: `${root.dump}:${root.goroutine}`, pid };
  const goroutines = goroutineRefs(graph, [last.goroutine, ...chain.victims]);
  // One goroutine that depends on another over a channel or the like, perhaps, is how programs work; several behind one are not, but for tests
  // within tests.
  const perhaps = chain.victimsIndirect.filter((goroutine) => !awaitsTests(goroutine));
  const guessed = id === "blocked-on-goroutine" && chain.victims.length === 0 && perhaps.length <= 1;
  const usual = ordinary ? undefined : forWhatComes(graph, chain);
  const severity: Finding["severity"] | undefined = ordinary || usual ? "info" : guessed ? "warning" : undefined;
  const title = usual === undefined ? {} : { title: usual };
  const other = severity ? { severity, ...title } : halted ? ofHalted(halted) : {};
  const next = call && !halted && whenUnserved(graph, call);
  return [makeFinding(id, { text, goroutines, fill, ...(next && { next }), ...other })];
}

/**
 * How many wait; in ordinary work, and behind an owner that is able to run, they do go on, in time. Those that no lock and no call leads
 * there are less sure.
 */
function victimsText({ victims, victimsIndirect }: Chain, inTime: boolean): string {
  const direct = victims.length;
  if (direct + victimsIndirect.length === 0) return "";
  if (direct === 0) return `${goroutinesText(victimsIndirect.length)} may depend on it: `;
  const more = victimsIndirect.length > 0 ? `, and ${victimsIndirect.length} more may depend on it` : "";
  const state = inTime ? `wait${direct === 1 ? "s" : ""}` : "cannot go on";
  return `${goroutinesText(direct)} ${state}${more}: `;
}

function goroutinesText(count: number): string {
  return `${count} goroutine${count === 1 ? "" : "s"}`;
}

/** Somewhere on the way the best candidate of an ambiguous lock stands in for its owner, and the end does not say so itself. */
function isGuess({ steps, end }: Chain): boolean {
  if (end.kind === "deadlock") return false;
  return steps.some(
    ({ next }) => next?.via.kind === "lock" && !next.via.queued && next.via.lock.verdict === "ambiguous",
  );
}

function idOf({ end, victims, victimsIndirect }: Chain, running: boolean, halted: boolean): FindingId {
  if (end.kind === "child") return end.child.program === "runc" ? "blocked-on-runc" : "blocked-on-process";
  if (end.kind === "call")
    return halted || victims.length + victimsIndirect.length > 0 ? "blocked-on-call" : "call-in-flight";
  if (end.kind === "lock" || end.kind === "deadlock") return "blocked-on-lock";
  return running && victims.length > 0 ? "lock-convoy" : "blocked-on-goroutine";
}

function ofDumps(graph: StackGraph): Finding[] {
  return graph
    .getAttribute("dumps")
    .filter(({ dump }) => dump.truncated)
    .map(({ name, dump }) =>
      makeFinding("incomplete-input", { text: `${name} (${dump.file}) is not complete: goroutines may be missing.` }),
    );
}
