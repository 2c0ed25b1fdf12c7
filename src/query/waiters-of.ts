import type { StackGraph } from "../graph/types.ts";
import type { ContendedLock } from "../model/diagnosis.ts";
import { lockOf } from "./lock-of.ts";

/**
 * Who waits for a lock, by goroutine id.
 * @param lock Its name in a diagnosis: `ContendedLock.lock`.
 * @throws StackgraphError ERR_UNKNOWN_NODE when the graph has no such lock.
 */
export function waitersOf(graph: StackGraph, lock: string): ContendedLock["waiters"] {
  return lockOf(graph, lock).waiters;
}
