import type { GoroutineNode, StackGraph } from "../../graph/types.ts";
import type { ChildWait } from "../../model/process.ts";
import type { Chain } from "../blocking-chains.ts";
import { haltedServer } from "../halted-server.ts";
import { goroutineNode } from "../refs.ts";
import { standstillOf } from "../standstill.ts";
import { testFrame, timedOutAfter } from "../test-run.ts";
import { unmovedSince } from "../unmoved.ts";

/** A child process that runs for longer is no daily work. */
const LONG_SECONDS = 60;

/** Busy daemons have a goroutine or so behind each lock of one that is inside a call. */
const USUAL_WAITERS_OF_A_LOCK = 1;
/** More than this in one chain, of whatever locks, are no chance. */
const USUAL_LOCK_WAITERS = 4;

/** Evidence below a chain's last goroutine that it takes long. */
const TAKES_LONG: ReadonlySet<string> = new Set(["process-age", "bus-call-unanswered"]);

/**
 * Children run, requests are inside calls, and parents wait for the goroutines that they have started, in every program that works. Without
 * several that wait for one lock, and without any sign that it takes long (an age, an earlier dump that shows the same, an old process, a
 * server that answers nobody), nothing says that a chain is more than that.
 *
 * Any printed age counts, though one of a minute or two can be a wait of seconds: that takes a collection during those seconds and none in
 * the minute before, while a hang that is dumped early always prints such an age.
 */
export function isOrdinary(graph: StackGraph, { steps, victimKeys, end }: Chain): boolean {
  const inFlight = end.kind === "call" || (end.kind === "child" && end.child.program === "runc");
  const keys = [...new Set([...steps.map(({ key }) => key), ...victimKeys])];
  const nodes = keys.map((key) => goroutineNode(graph, key));
  if (nodes.some(standsStill)) return false;
  const perLock = lockWaiters(graph, keys);
  const waitsForLocks = perLock.reduce((sum, count) => sum + count, 0);
  const usual = inFlight ? USUAL_LOCK_WAITERS : 0;
  if (end.kind === "lock" || end.kind === "deadlock" || waitsForLocks > usual) return false;
  if (perLock.some((count) => count > USUAL_WAITERS_OF_A_LOCK)) return false;
  if (end.kind === "child" && takesLong(end.child)) return false;
  if (end.kind === "call" && haltedServer(graph, end.call.client) !== undefined) return false;
  // Those that wait alike are told by their number, above.
  return !nodes.some((node) => node.goroutine.minutes !== undefined || unmovedSince(graph, node) !== undefined);
}

/**
 * Nothing in the whole process goes on, by the runtime's own words; or a test waits whose time was up, or for which nobody is left that could act. A
 * program that nothing but its goroutines' waits is seen of may wait for the one that took the dump.
 */
export function standsStill({ dump: { dump }, goroutine }: GoroutineNode): boolean {
  const standstill = standstillOf(dump);
  if (standstill === "asleep") return true;
  return testFrame(goroutine) !== undefined && (standstill === "closed" || timedOutAfter(dump) !== undefined);
}

/** How many of these goroutines wait for each lock. */
function lockWaiters(graph: StackGraph, keys: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const { wait, alike = [] } = goroutineNode(graph, key);
    if (wait.kind !== "lock") continue;
    const lock = graph.findOutNeighbor(key, (_, node) => node.type === "lock") ?? key;
    counts.set(lock, (counts.get(lock) ?? 0) + 1 + alike.length);
  }
  return [...counts.values()];
}

function takesLong({ process, below }: ChildWait): boolean {
  if ((process?.elapsedSeconds ?? 0) >= LONG_SECONDS) return true;
  return below.some(({ evidence }) => evidence.some(({ rule, weight }) => TAKES_LONG.has(rule) && weight > 0));
}
