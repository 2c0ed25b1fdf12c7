import type { StackGraph } from "../graph/types.ts";
import type { OwnerVerdict } from "../model/diagnosis.ts";
import { lockOf } from "./lock-of.ts";

/**
 * Who holds a lock, as far as the dump tells, with the evidence for every candidate.
 * @param lock Its name in a diagnosis: `ContendedLock.lock`.
 * @throws StackgraphError ERR_UNKNOWN_NODE when the graph has no such lock.
 */
export function ownerOf(graph: StackGraph, lock: string): OwnerVerdict {
  return lockOf(graph, lock).owner;
}
