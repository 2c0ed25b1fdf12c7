import type { StackGraph } from "../graph/types.ts";
import { isWhole } from "../locks/suspects.ts";
import type { Dump } from "../model/dump.ts";
import type { WaitKind } from "../model/wait.ts";
import { waitOf } from "../waits/wait-of.ts";
import type { FoundDeadlock } from "./found-deadlock.ts";
import { goroutineNode } from "./refs.ts";
import { waitGraph } from "./wait-graph.ts";

/** Waits that only another goroutine of the same process can end. */
const INTERNAL: ReadonlySet<WaitKind> = new Set(["lock", "once", "waitgroup", "cond", "channel", "semaphore"]);

/** Timers and finalizers run without a goroutine in the dump: somebody may still come. */
const CONFIDENCE = 0.7;

/**
 * A goroutine that holds a lock and waits on a channel, in a dump in which nobody is left that could act: everybody else waits for a lock, a
 * channel or the like. Whoever is to serve the channel must be among those that wait: a sender and a receiver that both wait are not at the
 * same channel, or they would have met. So the ones that wait for the holder wait in a circle, though no frame shows its last link.
 */
export function closedWorlds(graph: StackGraph): FoundDeadlock[] {
  const closed = new Map<Dump, boolean>();
  const waits = waitGraph(graph);
  return waits.keys.flatMap((key): FoundDeadlock[] => {
    const { dump, wait } = goroutineNode(graph, key);
    if (wait.kind !== "channel" || waits.next(key).length > 0) return [];
    const victims = lockVictims(key);
    if (victims.length === 0) return [];
    if (!closed.has(dump.dump)) closed.set(dump.dump, isClosed(dump.dump));
    if (!closed.get(dump.dump)) return [];
    const steps = waits.longestWayTo(key).flatMap(({ key, next }) => (next ? [{ key, next }] : []));
    const locks = [...new Set(steps.flatMap(({ next: { via } }) => (via.kind === "lock" ? [via.lockKey] : [])))];
    const confidence = Math.min(CONFIDENCE, ...steps.map(({ next }) => next.confidence));
    return [{ kind: "cycle", goroutines: [key, ...victims], locks, steps, byElimination: key, confidence }];
  });

  function lockVictims(root: string): string[] {
    const reached = new Set<string>();
    const queue = [root];
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      for (const { from, next } of waits.waitingFor(key)) {
        if (!next.direct || from === root || reached.has(from)) continue;
        reached.add(from);
        queue.push(from);
      }
    }
    return [...reached];
  }
}

/** Whether every goroutine of a whole process waits for another one, but for the one that took the dump. */
function isClosed(dump: Dump): boolean {
  if (!isWhole(dump)) return false;
  const { goroutines } = dump;
  for (let index = 0; index < goroutines.length; index++) {
    const wait = waitOf(goroutines.at(index));
    if (index === 0 && wait.kind === "running") continue;
    if (!INTERNAL.has(wait.kind) || (wait.idle !== undefined && !wait.idlePresumed)) return false;
  }
  return true;
}
