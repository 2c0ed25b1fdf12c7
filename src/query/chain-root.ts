import { memo } from "../calls/memo.ts";
import type { LockNode, StackGraph } from "../graph/types.ts";
import type { Call } from "../model/call.ts";
import type { Dump } from "../model/dump.ts";
import type { ChildWait } from "../model/process.ts";
import { lockedInBy } from "./locked-in.ts";
import { goroutineNode } from "./refs.ts";

/** What stands at the end of a chain. */
export type ChainEnd =
  | { readonly kind: "child"; readonly child: ChildWait }
  | { readonly kind: "call"; readonly call: Call }
  | { readonly kind: "lock"; readonly lock: LockNode }
  /** A circle; `doubtful`: over guesses, which is not called a deadlock. */
  | { readonly kind: "deadlock"; readonly lock?: undefined; readonly doubtful?: true }
  /** A lock that nobody holds any more; `among`: that only those can hold who cannot go on themselves. */
  | {
      readonly kind: "deadlock";
      readonly lock: LockNode;
      readonly among?: true;
      readonly confidence: number;
      readonly doubtful?: undefined;
    }
  | { readonly kind: "wait" };

/** What stands behind a goroutine that waits for no other one. */
export function endOf(graph: StackGraph, key: string): ChainEnd {
  const child = graph.findOutNeighbor(key, (_, node) => node.type === "process");
  const node = child === undefined ? undefined : graph.getNodeAttributes(child);
  if (node?.type === "process") return { kind: "child", child: node.child };
  const lockKey = graph.findOutNeighbor(key, (_, node) => node.type === "lock");
  const lock = lockKey === undefined ? undefined : graph.getNodeAttributes(lockKey);
  if (lockKey !== undefined && lock?.type === "lock") {
    if (lock.lock.verdict === "abandoned") return { kind: "deadlock", lock, confidence: lock.lock.confidence };
    const among = lockedInBy(graph).get(lockKey);
    return among ? { kind: "deadlock", lock, among: true, confidence: among.confidence } : { kind: "lock", lock };
  }
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
