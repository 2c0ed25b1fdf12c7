import { memo } from "../calls/memo.ts";
import { goroutineKey, lockKey } from "../graph/keys.ts";
import type { LockNode, StackGraph } from "../graph/types.ts";
import { isWhole, possibleHolders, repositoryOf } from "../locks/suspects.ts";
import { lockSiteOf, typeOf } from "../locks/waiters.ts";
import type { Dump } from "../model/dump.ts";
import { cycleConfidence, cycleOf } from "./cycle.ts";
import type { FoundDeadlock } from "./found-deadlock.ts";
import { goroutineNode } from "./refs.ts";
import { type WaitGraph, waitGraph } from "./wait-graph.ts";

/** Somebody may hold a lock whom no frame connects with the code that asks for it. */
const CONFIDENCE = 0.9;

/** Locks of one dump that code of the same repositories asks for. Goroutines are told by their positions. */
interface Group {
  readonly nodes: readonly LockNode[];
  readonly waiters: ReadonlySet<number>;
  /** All who can hold one of them, waiters or not. */
  readonly holders: readonly number[];
}

/** One that waits for no lock, and for whom it waits. */
interface Dependent {
  readonly key: string;
  readonly next: readonly { readonly to: number; readonly confidence: number }[];
}

/**
 * Locks of which it is not known who holds which, but which nobody can hold who does not wait for one of them himself, or for somebody who
 * does: in a whole dump all goroutines are looked at. So each is held by one that waits, or by nobody any more, and none of them can go on.
 * Dining philosophers are the usual case. Not told where the owners that are known make a circle by themselves.
 */
export const lockedIn: (graph: StackGraph) => readonly FoundDeadlock[] = memo((graph: StackGraph) => {
  const byDump = new Map<Dump, LockNode[]>();
  graph.forEachNode((_, node) => {
    if (node.type !== "lock" || !isWhole(node.lock.dump)) return;
    byDump.set(node.lock.dump, [...(byDump.get(node.lock.dump) ?? []), node]);
  });
  return [...byDump.values()].flatMap((nodes) => lockedInDump(graph, nodes));
});

/** The same by the keys of their locks: thousands of chains may ask. */
export const lockedInBy: (graph: StackGraph) => ReadonlyMap<string, FoundDeadlock> = memo(
  (graph: StackGraph) => new Map(lockedIn(graph).flatMap((found) => found.locks.map((key) => [key, found]))),
);

/** Verdicts that tell the deadlock by themselves. */
const SETTLED: ReadonlySet<LockNode["lock"]["verdict"]> = new Set(["self", "abandoned"]);

function lockedInDump(graph: StackGraph, locks: readonly LockNode[]): FoundDeadlock[] {
  const waits = waitGraph(graph);
  const groups = new Set(groupsOf(locks));
  const dependents = dependentsOf(graph, waits, groups);
  const stuck = new Set([...groups].flatMap(({ waiters }) => [...waiters]));
  for (const index of dependents.keys()) stuck.add(index);
  // The largest set that holds itself: whoever can go on is taken out, and all who wait for what he may hold.
  for (let before = -1; before !== stuck.size; ) {
    before = stuck.size;
    for (const [index, { next }] of dependents) if (!next.some(({ to }) => stuck.has(to))) stuck.delete(index);
    for (const group of groups) {
      if (group.holders.every((index) => stuck.has(index))) continue;
      groups.delete(group);
      for (const index of group.waiters) stuck.delete(index);
    }
  }
  return [...groups].flatMap(({ nodes, waiters, holders }) => {
    const others = holders.flatMap((index) => (waiters.has(index) ? [] : (dependents.get(index) ?? [])));
    // Of a single lock nobody but its waiters could have: it may as well have been given up.
    if (nodes.length < 2 || nodes.some(({ lock }) => SETTLED.has(lock.verdict))) return [];
    const lockKeys = nodes.map(({ dump, lock }) => lockKey(dump.name, lock));
    const goroutines = [
      ...lockKeys.flatMap((key) => graph.filterInNeighbors(key, (_, node) => node.type === "goroutine")),
      ...others.map(({ key }) => key),
    ];
    const circular = knownCircles(waits);
    if (goroutines.some((key) => circular.has(key))) return [];
    const links = others.flatMap(({ next }) => next.filter(({ to }) => stuck.has(to)));
    const confidence = Math.min(CONFIDENCE, ...links.map((link) => link.confidence));
    return [
      { kind: "cycle" as const, goroutines, locks: lockKeys, steps: [], ownersUnknown: true as const, confidence },
    ];
  });
}

function groupsOf(locks: readonly LockNode[]): Group[] {
  const found = new Map<string, { nodes: LockNode[]; roots: ReadonlySet<string> }>();
  for (const node of locks) {
    const roots = rootsOf(node);
    const key = [...roots].sort().join();
    const known = found.get(key);
    if (known) known.nodes.push(node);
    else found.set(key, { nodes: [node], roots });
  }
  return [...found.values()].flatMap(({ nodes, roots }) => groupOf(nodes, roots) ?? []);
}

/** Undefined when one that waits has just been woken up, so that the lock is in motion, or no frame tells who asks. */
function groupOf(nodes: readonly LockNode[], roots: ReadonlySet<string>): Group | undefined {
  const [first] = nodes;
  const waiting = nodes.flatMap(({ lock }) => lock.waiters);
  if (!first || roots.size === 0 || waiting.some(({ goroutine }) => goroutine.state === "runnable")) return undefined;
  const types = new Set(
    waiting.flatMap(({ goroutine, wait }) => {
      const site = lockSiteOf(goroutine, wait);
      return (site && typeOf(site.func)) ?? [];
    }),
  );
  return {
    nodes,
    waiters: new Set(waiting.map(({ goroutine }) => goroutine.index)),
    holders: possibleHolders(first.lock.dump, roots, types),
  };
}

/** The repositories whose code asks for a lock. */
function rootsOf({ lock }: LockNode): Set<string> {
  const packages = new Set(
    lock.waiters.flatMap(({ goroutine, wait }) => lockSiteOf(goroutine, wait)?.func.package ?? []),
  );
  return new Set([...packages].map(repositoryOf));
}

/** Those who can hold a lock, wait for none, and wait for somebody else inside the process. */
function dependentsOf(graph: StackGraph, waits: WaitGraph, groups: ReadonlySet<Group>): Map<number, Dependent> {
  const waiting = new Set([...groups].flatMap(({ waiters }) => [...waiters]));
  const found = new Map<number, Dependent>();
  for (const { nodes, holders } of groups) {
    const { dump, lock } = nodes[0] as LockNode;
    for (const index of holders) {
      if (waiting.has(index) || found.has(index)) continue;
      const key = goroutineKey(dump.name, lock.dump.goroutines.at(index));
      const inside = graph.hasNode(key)
        ? waits.next(key).filter(({ via }) => via.kind !== "lock" && via.kind !== "rpc")
        : [];
      const next = inside.map(({ to, confidence }) => ({ to: goroutineNode(graph, to).goroutine.index, confidence }));
      // One that can go on opens the group: nobody else needs to be asked.
      if (next.length === 0) break;
      found.set(index, { key, next });
    }
  }
  return found;
}

/** Who is in a circle that is told as such. */
const knownCircles = memo(({ components, next }: WaitGraph): ReadonlySet<string> => {
  const known = components.filter((component) => {
    const steps = cycleOf(component, next);
    return steps.length > 0 && cycleConfidence(steps) !== undefined;
  });
  return new Set(known.flat());
});
