import type { StackGraph } from "../graph/types.ts";
import type { Deadlock } from "../model/diagnosis.ts";
import { deadlockText } from "./deadlock-text.ts";
import type { FoundDeadlock } from "./found-deadlock.ts";
import { isNameable } from "./lock-json.ts";
import { goroutineNode, goroutineRef } from "./refs.ts";

/** A deadlock as the contract promises it. */
export function deadlockJson(graph: StackGraph, deadlock: FoundDeadlock): Deadlock {
  return {
    kind: deadlock.kind,
    goroutines: deadlock.goroutines
      .map((key) => goroutineRef(goroutineNode(graph, key)))
      .sort((a, b) => compare(a.dump, b.dump) || a.goroutine - b.goroutine),
    locks: deadlock.locks.filter((key) => {
      const node = graph.getNodeAttributes(key);
      return node.type === "lock" && isNameable(node.lock);
    }),
    confidence: deadlock.confidence,
    text: deadlockText(graph, deadlock),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
