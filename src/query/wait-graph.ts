import type { StackGraph } from "../graph/types.ts";
import { type Next, nextOf } from "./next-of.ts";
import { goroutineKeys, goroutineNode } from "./refs.ts";
import { strongComponents } from "./strong-components.ts";

/** A way that leads to a goroutine: where it starts, how long it is, and the step before. */
interface Way {
  readonly length: number;
  readonly start: string;
  readonly previous?: { readonly key: string; readonly next: Next };
}

/** The graph reduced to "goroutine waits for goroutine", with what all chain queries share. */
export interface WaitGraph {
  readonly keys: readonly string[];
  next(key: string): readonly Next[];
  /** Who waits for this goroutine directly. */
  waitingFor(key: string): readonly { readonly from: string; readonly next: Next }[];
  /** Strongly connected components, those that others wait for first. */
  readonly components: readonly (readonly string[])[];
  /** The longest way that ends at a goroutine, as steps from its start; of equally long ones the greater minutes, then the smaller id, first. */
  longestWayTo(key: string): { key: string; next?: Next }[];
}

const cache = new WeakMap<StackGraph, WaitGraph>();

export function waitGraph(graph: StackGraph): WaitGraph {
  let result = cache.get(graph);
  if (!result) {
    result = build(graph);
    cache.set(graph, result);
  }
  return result;
}

function build(graph: StackGraph): WaitGraph {
  const keys = goroutineKeys(graph);
  const known = new Set(keys);
  const nexts = new Map(keys.map((key) => [key, nextOf(graph, key).filter(({ to }) => known.has(to))]));
  const waiting = new Map<string, { from: string; next: Next }[]>(keys.map((key) => [key, []]));
  for (const [from, list] of nexts) for (const next of list) waiting.get(next.to)?.push({ from, next });
  const components = strongComponents(keys, (key) => (nexts.get(key) ?? []).map(({ to }) => to));
  const ways = longestWays(graph, components, waiting);
  return {
    keys,
    components,
    next: (key) => nexts.get(key) ?? [],
    waitingFor: (key) => waiting.get(key) ?? [],
    longestWayTo: (key) => unroll(ways, key),
  };
}

/** From those that nobody waits for to those that wait for nobody: each goroutine extends the best way to one of those that wait for it. */
function longestWays(
  graph: StackGraph,
  components: WaitGraph["components"],
  waiting: ReadonlyMap<string, readonly { from: string; next: Next }[]>,
): Map<string, Way> {
  const ways = new Map<string, Way>();
  const better = (a: Way, b: Way): boolean => {
    if (a.length !== b.length) return a.length > b.length;
    const [one, other] = [goroutineNode(graph, a.start), goroutineNode(graph, b.start)];
    const minutes = (one.goroutine.minutes ?? -1) - (other.goroutine.minutes ?? -1);
    if (minutes !== 0) return minutes > 0;
    if (one.dump.name !== other.dump.name) return one.dump.name < other.dump.name;
    return (one.goroutine.id ?? 0) < (other.goroutine.id ?? 0);
  };
  for (let index = components.length - 1; index >= 0; index--) {
    const component = components[index] as readonly string[];
    for (const key of component) {
      let best: Way = { length: 1, start: key };
      for (const { from, next } of waiting.get(key) ?? []) {
        // Inside a cycle a way does not go on: the cycle is told by itself.
        if (component.includes(from)) continue;
        const before = ways.get(from);
        if (!before) continue;
        const way: Way = { length: before.length + 1, start: before.start, previous: { key: from, next } };
        if (better(way, best)) best = way;
      }
      ways.set(key, best);
    }
  }
  return ways;
}

function unroll(ways: ReadonlyMap<string, Way>, last: string): { key: string; next?: Next }[] {
  const steps: { key: string; next?: Next }[] = [{ key: last }];
  for (let way = ways.get(last); way?.previous; way = ways.get(way.previous.key))
    steps.unshift({ key: way.previous.key, next: way.previous.next });
  return steps;
}
