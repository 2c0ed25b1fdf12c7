import { memo } from "../calls/memo.ts";
import { goroutineKey } from "../graph/keys.ts";
import type { StackGraph } from "../graph/types.ts";
import type { CallEnd } from "../model/call.ts";
import type { Goroutine, Stack } from "../model/dump.ts";
import { endOf } from "./chain-root.ts";
import { goroutineKeys, goroutineNode } from "./refs.ts";
import { strongComponents } from "./strong-components.ts";
import { waitGraph } from "./wait-graph.ts";

/** What stands at the end of the ways from a goroutine, among ends that are alike: how likely, and which goroutines it may be. */
export interface EndChance {
  readonly chance: number;
  readonly roots: ReadonlySet<string>;
}

type Chances = ReadonlyMap<string, EndChance>;

/** Ways on from a goroutine. "one": it waits for one of them, the dumps do not tell which. "all": for each of them. */
interface Fork {
  readonly waits: "one" | "all";
  readonly ways: readonly { readonly to: string; readonly chance: number }[];
}

const cache = new WeakMap<StackGraph, ReadonlyMap<string, Chances>>();

/**
 * How sure it is that a goroutine waits, in the end, for something that ends as `root` does: a child process with the same verb, a call of
 * the same method, the same stack. Where a call or a lock fits several goroutines, all of them count: of three execs in flight nobody
 * can tell which server belongs to which client, yet each of them waits for a `runc exec`.
 */
export function chanceOfEnd(graph: StackGraph, from: string, root: string): EndChance {
  let known = cache.get(graph);
  if (!known) {
    known = chancesOf(graph);
    cache.set(graph, known);
  }
  return known.get(from)?.get(likeness(graph, root)) ?? { chance: 0, roots: new Set() };
}

/** From the ends backwards; a way that stays in a circle leads to no end. */
function chancesOf(graph: StackGraph): ReadonlyMap<string, Chances> {
  const outside = serversOutside(graph);
  const keys = goroutineKeys(graph);
  const forks = new Map(keys.map((key) => [key, forksOf(graph, key)]));
  const next = (key: string) =>
    (forks.get(key) ?? []).flatMap(({ ways }) => ways.map(({ to }) => to).filter((to) => !outside.has(to)));
  const chances = new Map<string, Chances>(
    [...outside].map(([key, goroutine]) => [key, new Map([[likeWait(goroutine), { chance: 1, roots: new Set() }]])]),
  );
  for (const component of strongComponents(keys, next)) {
    // Members see one another's chances only when they are known: not while the circle itself is looked at.
    const found = component.map((key): [string, Chances] => [
      key,
      chancesAt(graph, key, forks.get(key) ?? [], chances),
    ]);
    for (const [key, own] of found) chances.set(key, own);
  }
  return chances;
}

function chancesAt(
  graph: StackGraph,
  key: string,
  forks: readonly Fork[],
  known: ReadonlyMap<string, Chances>,
): Chances {
  if (forks.length === 0) return new Map([[likeness(graph, key), { chance: 1, roots: new Set([key]) }]]);
  return either(
    forks.map(({ waits, ways }) => {
      const through = ways.map(({ to, chance }) => scaled(known.get(to) ?? new Map(), chance));
      return waits === "one" ? oneOf(through) : either(through);
    }),
  );
}

function scaled(chances: Chances, by: number): Chances {
  return new Map([...chances].map(([like, { chance, roots }]) => [like, { chance: chance * by, roots }]));
}

/** The goroutine waits for one of several: chances add up. */
function oneOf(all: readonly Chances[]): Chances {
  return merged(all, (a, b) => ({
    chance: Math.min(1, a.chance + b.chance),
    roots: new Set([...a.roots, ...b.roots]),
  }));
}

/** It waits for all of them: each is an end; the roots told are those of the likeliest. */
function either(all: readonly Chances[]): Chances {
  return merged(all, (a, b) => ({
    chance: 1 - (1 - a.chance) * (1 - b.chance),
    roots: a.chance >= b.chance ? a.roots : b.roots,
  }));
}

function merged(all: readonly Chances[], join: (a: EndChance, b: EndChance) => EndChance): Chances {
  const [first, ...others] = all;
  if (first && others.length === 0) return first;
  const result = new Map<string, EndChance>();
  for (const chances of all) {
    for (const [like, end] of chances) {
      const before = result.get(like);
      result.set(like, before ? join(before, end) : end);
    }
  }
  return result;
}

/** The ways on from a goroutine with all alternatives, also those that the chains do not follow. */
function forksOf(graph: StackGraph, key: string): Fork[] {
  return waitGraph(graph)
    .next(key)
    .flatMap(({ to, via, confidence }, index, all): Fork[] => {
      if (via.kind === "rpc") {
        const { alternatives } = via.call;
        const others = alternatives.map((end) => keyOf(graph, end)).filter((other) => other !== to);
        return [{ waits: "one", ways: [to, ...others].map((other) => ({ to: other, chance: confidence })) }];
      }
      if (via.kind !== "lock" || via.queued) return [{ waits: "all", ways: [{ to, chance: confidence }] }];
      // One fork for all that hold the lock, at the first of them.
      if (all.findIndex((other) => other.via.kind === "lock" && other.via.lockKey === via.lockKey) !== index) return [];
      return [holders(graph, via.lockKey, via.lock.verdict === "readers")];
    });
}

function holders(graph: StackGraph, lockKey: string, readers: boolean): Fork {
  const ways = graph
    .mapOutEdges(lockKey, (_, edge, __, to) =>
      edge.type === "held-by" && (edge.chosen || !readers) ? [{ to, chance: edge.confidence }] : [],
    )
    .flat();
  const sum = ways.reduce((total, { chance }) => total + chance, 0);
  if (readers || sum <= 1) return { waits: readers ? "all" : "one", ways };
  return { waits: "one", ways: ways.map(({ to, chance }) => ({ to, chance: chance / sum })) };
}

/** Servers that fit a call and are in no chain themselves: they wait for nobody that is known. */
function serversOutside(graph: StackGraph): Map<string, Goroutine> {
  const ends = graph.getAttribute("calls").flatMap(({ alternatives }) => alternatives);
  return new Map(
    ends.map((end): [string, Goroutine] => [keyOf(graph, end), end.goroutine]).filter(([key]) => !graph.hasNode(key)),
  );
}

function keyOf(graph: StackGraph, { goroutine }: CallEnd): string {
  const dump = graph.getAttribute("dumps").find((named) => named.dump === goroutine.dump);
  return goroutineKey(dump?.name ?? "", goroutine);
}

/** The same text for ends of which one sentence tells the same. */
function likeness(graph: StackGraph, key: string): string {
  const end = endOf(graph, key);
  if (end.kind === "child") return `child ${end.child.program} ${end.child.verb}`;
  if (end.kind === "call") {
    const { protocol, service, method, sent } = end.call.client;
    return `call ${protocol} ${service}/${method} ${sent}`;
  }
  return end.kind === "wait" ? likeWait(goroutineNode(graph, key).goroutine) : `${end.kind} ${key}`;
}

/** Goroutines that wait in the same way at the same place, in whichever process. */
function likeWait({ state, stack }: Goroutine): string {
  return `wait ${state} ${placesOf(stack)}`;
}

const placesOf = memo(({ frames }: Stack) =>
  frames.map(({ func, location }) => `${func.text}:${location?.line ?? ""}`).join(" "),
);
