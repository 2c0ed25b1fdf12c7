import type { GoroutineNode, StackGraph } from "../graph/types.ts";
import type { GoroutineRef } from "../model/diagnosis.ts";
import { goroutineKeys, goroutineNode, goroutineRefs } from "./refs.ts";

/** The goroutines of the graph that a predicate accepts, in order of dump and id. */
export function where(graph: StackGraph, predicate: (node: GoroutineNode) => boolean): GoroutineRef[] {
  return goroutineRefs(
    graph,
    goroutineKeys(graph).filter((key) => predicate(goroutineNode(graph, key))),
  );
}
