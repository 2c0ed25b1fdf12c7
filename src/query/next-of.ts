import type { GoroutineNode, LockNode, StackGraph } from "../graph/types.ts";
import type { Call } from "../model/call.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Lock } from "../model/lock.ts";

/** One way on from a goroutine: `to` has to act before it can go on. */
export interface Next {
  /** Key of the goroutine waited for. */
  readonly to: string;
  readonly via:
    | { readonly kind: "lock"; readonly lock: Lock; readonly lockKey: string; readonly queued: boolean }
    | { readonly kind: "rpc"; readonly call: Call }
    | { readonly kind: Dependency["kind"]; readonly dependency: Dependency };
  /** Over a lock or a call; other edges only make indirect victims. */
  readonly direct: boolean;
  readonly confidence: number;
}

/**
 * Whom a goroutine waits for. A reader that waits behind a queued writer waits for that writer, not for the readers inside: that is how
 * sync.RWMutex keeps writers from starving.
 */
export function nextOf(graph: StackGraph, key: string): Next[] {
  const next: Next[] = [];
  graph.forEachOutEdge(key, (_, edge, __, target, ___, node) => {
    if (edge.type === "waits-for" && node.type === "lock") next.push(...throughLock(graph, key, target, node));
    else if (edge.type === "calls")
      next.push({ to: target, via: { kind: "rpc", call: edge.call }, direct: true, confidence: edge.call.confidence });
    else if (edge.type === "depends-on") {
      const { dependency } = edge;
      next.push({
        to: target,
        via: { kind: dependency.kind, dependency },
        direct: false,
        confidence: dependency.confidence,
      });
    }
  });
  return next;
}

function throughLock(graph: StackGraph, key: string, lockKey: string, { lock }: LockNode): Next[] {
  const { wait } = graph.getNodeAttributes(key) as GoroutineNode;
  const via = { kind: "lock", lock, lockKey } as const;
  if (wait.lock?.mode === "rlock") {
    const writers = queuedWriters(graph, lockKey, lock).filter((writer) => writer !== key);
    if (writers.length > 0) {
      return writers.map((to) => ({ to, via: { ...via, queued: true }, direct: true, confidence: QUEUED }));
    }
  }
  const next: Next[] = [];
  graph.forEachOutEdge(lockKey, (_, edge, __, to) => {
    if (edge.type !== "held-by" || !edge.chosen) return;
    next.push({ to, via: { ...via, queued: false }, direct: true, confidence: edge.confidence });
  });
  return next;
}

/** That a reader waits behind the writer which waits for readers: certain for one lock, but the dump may have grouped two. */
const QUEUED = 0.9;

const writersOf = new WeakMap<Lock, readonly string[]>();

function queuedWriters(graph: StackGraph, lockKey: string, lock: Lock): readonly string[] {
  let writers = writersOf.get(lock);
  if (!writers) {
    writers = graph.filterInNeighbors(
      lockKey,
      (_, node) => node.type === "goroutine" && node.wait.lock?.behind === "readers",
    );
    writersOf.set(lock, writers);
  }
  return writers;
}
