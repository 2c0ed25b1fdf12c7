import type { GoroutineNode, StackGraph } from "../graph/types.ts";
import type { FrameRef, GoroutineRef } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import { StackgraphError } from "../model/error.ts";

/** The attributes of a goroutine's node. @throws StackgraphError ERR_UNKNOWN_NODE when there is no such goroutine in the graph. */
export function goroutineNode(graph: StackGraph, key: string): GoroutineNode {
  const node = graph.hasNode(key) ? graph.getNodeAttributes(key) : undefined;
  if (node?.type !== "goroutine") {
    throw new StackgraphError(
      "ERR_UNKNOWN_NODE",
      `"${key}" is no goroutine of this graph; keys look like "dockerd/21"`,
    );
  }
  return node;
}

/** How the JSON names a goroutine. */
export function goroutineRef({ dump, goroutine }: GoroutineNode): GoroutineRef {
  return { dump: dump.name, goroutine: goroutine.id ?? -1 };
}

/** A frame as the JSON shows it. */
export function frameRef(goroutine: Goroutine, frame: number): FrameRef {
  const entry = goroutine.stack.frames[frame];
  const { line, recordLine } = goroutine.lineOf(frame);
  // Whole literals take a quarter of the memory of spread ones: ten thousand waiters have a frame each.
  if (entry?.location && recordLine === undefined)
    return { func: entry.func.text, file: entry.location.file, line: entry.location.line, dumpLine: line };
  return {
    func: entry?.func.text ?? "",
    ...(entry?.location && { file: entry.location.file, line: entry.location.line }),
    dumpLine: line,
    ...(recordLine !== undefined && { recordLine }),
  };
}

/** The goroutines of some nodes, with those that have no nodes of their own. */
export function goroutinesAt(graph: StackGraph, keys: readonly string[]): Goroutine[] {
  return keys.flatMap((key) => {
    const { goroutine, alike } = goroutineNode(graph, key);
    return alike ? [goroutine, ...alike] : goroutine;
  });
}

/**
 * How the JSON names several goroutines, in order of dump and id; those without id (a pasted stack without its header) cannot be named and are
 * left out.
 */
export function goroutineRefs(graph: StackGraph, goroutines: readonly Goroutine[]): GoroutineRef[] {
  const names = new Map(graph.getAttribute("dumps").map(({ dump, name }) => [dump, name]));
  const refs: GoroutineRef[] = [];
  for (const { dump, id } of goroutines)
    if (id !== undefined) refs.push({ dump: names.get(dump) as string, goroutine: id });
  return refs.sort((a, b) => (a.dump < b.dump ? -1 : a.dump > b.dump ? 1 : a.goroutine - b.goroutine));
}

/** Keys of all goroutines of the graph. */
export function goroutineKeys(graph: StackGraph): string[] {
  return graph.filterNodes((_, node) => node.type === "goroutine");
}
