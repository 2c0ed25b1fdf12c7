import { isAsleep } from "../graph/build-graph.ts";
import type { GoroutineNode, StackGraph } from "../graph/types.ts";
import type { Lock } from "../model/lock.ts";
import { closedWorlds } from "./closed-world.ts";
import { cycleConfidence, cycleOf, DEADLOCK_FROM } from "./cycle.ts";
import type { FoundDeadlock } from "./found-deadlock.ts";
import { lockedIn } from "./locked-in.ts";
import { waitGraph } from "./wait-graph.ts";

/**
 * Sets of goroutines that can never go on, whatever the rest of the process does: one that waits for itself, cycles over locks, calls and
 * other waits, by what is known of owners or by elimination, locks that nobody holds any more, and dumps whose runtime said that all
 * goroutines are asleep.
 */
export function findDeadlocks(graph: StackGraph): FoundDeadlock[] {
  const closed = closedWorlds(graph).filter(({ confidence }) => confidence >= DEADLOCK_FROM);
  return [...cycles(graph), ...lockedIn(graph), ...closed, ...abandoned(graph), ...allAsleep(graph)];
}

function cycles(graph: StackGraph): FoundDeadlock[] {
  const { components, next } = waitGraph(graph);
  return components.flatMap((component): FoundDeadlock[] => {
    const steps = cycleOf(component, next);
    if (steps.length === 0) return [];
    const confidence = cycleConfidence(steps);
    if (confidence === undefined) return [];
    const locks = [...new Set(steps.flatMap(({ next: { via } }) => (via.kind === "lock" ? [via.lockKey] : [])))];
    return [
      {
        kind: steps.length === 1 ? "self" : "cycle",
        goroutines: steps.map(({ key }) => key),
        locks,
        steps,
        confidence,
      },
    ];
  });
}

function abandoned(graph: StackGraph): FoundDeadlock[] {
  const found: FoundDeadlock[] = [];
  graph.forEachNode((key, node) => {
    if (node.type !== "lock" || node.lock.verdict !== "abandoned") return;
    found.push({
      kind: "abandoned",
      goroutines: waiterKeys(graph, key, node.lock),
      locks: [key],
      steps: [],
      confidence: node.lock.confidence,
    });
  });
  return found;
}

function allAsleep(graph: StackGraph): FoundDeadlock[] {
  return graph.getAttribute("dumps").flatMap(({ name, dump, later }): FoundDeadlock[] => {
    if (later !== undefined || !isAsleep(dump)) return [];
    const goroutines = graph.filterNodes(
      (_, node) => node.type === "goroutine" && node.dump.dump === dump && isBlocked(node),
    );
    return [
      {
        kind: "all-asleep",
        goroutines,
        locks: graph.filterNodes((_, node) => node.type === "lock" && node.dump.name === name),
        steps: [],
        confidence: 1,
      },
    ];
  });
}

function isBlocked({ goroutine, wait }: GoroutineNode): boolean {
  return goroutine.id !== undefined && wait.idle === undefined && wait.kind !== "running" && wait.kind !== "runtime";
}

function waiterKeys(graph: StackGraph, lockKey: string, lock: Lock): string[] {
  const indexes = new Set(lock.waiters.map(({ goroutine }) => goroutine.index));
  return graph.filterInNeighbors(
    lockKey,
    (_, node) => node.type === "goroutine" && node.goroutine.id !== undefined && indexes.has(node.goroutine.index),
  );
}
