import type { StackGraph } from "../graph/types.ts";
import type { Deadlock } from "../model/diagnosis.ts";
import { deadlockText } from "./deadlock-text.ts";
import type { FoundDeadlock } from "./found-deadlock.ts";
import { goroutineRefs, goroutinesAt } from "./refs.ts";

/** A deadlock as the contract promises it. */
export function deadlockJson(graph: StackGraph, deadlock: FoundDeadlock): Deadlock {
  return {
    kind: deadlock.kind,
    goroutines: goroutineRefs(graph, goroutinesAt(graph, deadlock.goroutines)),
    locks: [...deadlock.locks],
    confidence: deadlock.confidence,
    text: deadlockText(graph, deadlock),
  };
}
