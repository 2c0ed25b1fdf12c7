import { memo } from "../calls/memo.ts";
import type { LockNode, StackGraph } from "../graph/types.ts";
import type { Call } from "../model/call.ts";
import type { Dump } from "../model/dump.ts";
import type { ChildWait } from "../model/process.ts";
import { goroutineNode } from "./refs.ts";

/** What stands at the end of a chain. */
export type ChainEnd =
  | { readonly kind: "child"; readonly child: ChildWait }
  | { readonly kind: "call"; readonly call: Call }
  | { readonly kind: "lock"; readonly lock: LockNode }
  /** `doubtful`: a circle over guesses, which is not called a deadlock. */
  | { readonly kind: "deadlock"; readonly lock?: LockNode; readonly doubtful?: true }
  | { readonly kind: "wait" };

/** What stands behind a goroutine that waits for no other one. */
export function endOf(graph: StackGraph, key: string): ChainEnd {
  const child = graph.findOutNeighbor(key, (_, node) => node.type === "process");
  const node = child === undefined ? undefined : graph.getNodeAttributes(child);
  if (node?.type === "process") return { kind: "child", child: node.child };
  const lockKey = graph.findOutNeighbor(key, (_, node) => node.type === "lock");
  const lock = lockKey === undefined ? undefined : graph.getNodeAttributes(lockKey);
  if (lock?.type === "lock")
    return lock.lock.verdict === "abandoned" ? { kind: "deadlock", lock } : { kind: "lock", lock };
  const { goroutine } = goroutineNode(graph, key);
  const call = callsByClient(graph.getAttribute("calls")).get(goroutine.dump)?.get(goroutine.index);
  return call ? { kind: "call", call } : { kind: "wait" };
}

/** Thousands of calls can be pending. */
const callsByClient = memo((calls: readonly Call[]): ReadonlyMap<Dump, ReadonlyMap<number, Call>> => {
  const found = new Map<Dump, Map<number, Call>>();
  for (const call of calls) {
    const { dump, index } = call.client.goroutine;
    const ofDump = found.get(dump) ?? new Map<number, Call>();
    if (!ofDump.has(index)) ofDump.set(index, call);
    found.set(dump, ofDump);
  }
  return found;
});
