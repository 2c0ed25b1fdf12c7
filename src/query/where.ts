import type { GoroutineNode, StackGraph } from "../graph/types.ts";
import type { GoroutineRef } from "../model/diagnosis.ts";
import { waitOf } from "../waits/wait-of.ts";
import { goroutineKeys, goroutineNode, goroutineRefs } from "./refs.ts";

/** The goroutines of the graph that a predicate accepts, in order of dump and id. */
export function where(graph: StackGraph, predicate: (node: GoroutineNode) => boolean): GoroutineRef[] {
  const nodes = goroutineKeys(graph).flatMap((key) => {
    const { alike = [], ...node } = goroutineNode(graph, key);
    return [node, ...alike.map((goroutine) => ({ ...node, goroutine, wait: waitOf(goroutine) }))];
  });
  return goroutineRefs(
    graph,
    nodes.filter(predicate).map(({ goroutine }) => goroutine),
  );
}
