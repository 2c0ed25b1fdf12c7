import type { GoroutineNode, StackGraph } from "../graph/types.ts";
import type { GoroutineRef } from "../model/diagnosis.ts";
import { goroutineKeys, goroutineNode, goroutineRef } from "./refs.ts";

/** The goroutines of the graph that a predicate accepts, in order of dump and id. */
export function where(graph: StackGraph, predicate: (node: GoroutineNode) => boolean): GoroutineRef[] {
  return goroutineKeys(graph)
    .map((key) => goroutineNode(graph, key))
    .filter(predicate)
    .map(goroutineRef)
    .sort((a, b) => (a.dump < b.dump ? -1 : a.dump > b.dump ? 1 : a.goroutine - b.goroutine));
}
