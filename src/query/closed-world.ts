import type { StackGraph } from "../graph/types.ts";
import type { WaitKind } from "../model/wait.ts";
import type { FoundDeadlock } from "./found-deadlock.ts";
import type { Next } from "./next-of.ts";
import { goroutineNode } from "./refs.ts";
import { type Standstill, standstillOf } from "./standstill.ts";
import { type WaitGraph, waitGraph } from "./wait-graph.ts";

/** What a holder of a lock can wait for that one of those must do who wait for the lock, when nobody else is left. */
const OPEN: Readonly<Record<Standstill, ReadonlySet<WaitKind>>> = {
  asleep: new Set(["channel", "select", "cond", "waitgroup", "semaphore"]),
  // A select may have a timer among its cases.
  closed: new Set(["channel", "cond", "waitgroup", "semaphore"]),
};

/** Timers and finalizers run without a goroutine in the dump: somebody may still come, unless the runtime has ruled that out. */
const CONFIDENCE: Readonly<Record<Standstill, number>> = { asleep: 0.9, closed: 0.7 };

/**
 * A goroutine that holds a lock and waits on a channel or the like, in a dump in which nobody is left that could act: everybody else waits for a
 * lock, a channel … Whoever is to serve the channel must be among those that wait: a sender and a receiver that both wait are not at the
 * same channel, or they would have met. So the ones that wait for the holder wait in a circle, though no frame shows its last link.
 */
export function closedWorlds(graph: StackGraph): FoundDeadlock[] {
  const waits = waitGraph(graph);
  return waits.keys.flatMap((key): FoundDeadlock[] => {
    const { dump, wait } = goroutineNode(graph, key);
    if (!OPEN.asleep.has(wait.kind) || waits.next(key).length > 0) return [];
    const standstill = standstillOf(dump.dump);
    if (!standstill || !OPEN[standstill].has(wait.kind)) return [];
    const victims = lockVictims(waits, key);
    if (victims.size === 0) return [];
    const steps = farthest(victims, key);
    const locks = [...new Set(steps.flatMap(({ next: { via } }) => (via.kind === "lock" ? [via.lockKey] : [])))];
    const confidence = Math.min(CONFIDENCE[standstill], ...steps.map(({ next }) => next.confidence));
    return [{ kind: "cycle", goroutines: [key, ...victims.keys()], locks, steps, byElimination: key, confidence }];
  });
}

/** Who waits for the root over locks and calls, the nearest first, each with its way on. */
function lockVictims(waits: WaitGraph, root: string): ReadonlyMap<string, Next> {
  const reached = new Map<string, Next>();
  const queue = [root];
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    for (const { from, next } of waits.waitingFor(key)) {
      if (!next.direct || from === root || reached.has(from)) continue;
      reached.set(from, next);
      queue.push(from);
    }
  }
  return reached;
}

/** The way to the root from the one that is farthest away; of equally far ones the first. */
function farthest(victims: ReadonlyMap<string, Next>, root: string): { key: string; next: Next }[] {
  let longest: { key: string; next: Next }[] = [];
  for (const start of victims.keys()) {
    const way: { key: string; next: Next }[] = [];
    for (let key = start; key !== root; ) {
      const next = victims.get(key) as Next;
      way.push({ key, next });
      key = next.to;
    }
    if (way.length > longest.length) longest = way;
  }
  return longest;
}
