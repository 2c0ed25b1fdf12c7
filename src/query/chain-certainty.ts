import { memo } from "../calls/memo.ts";
import type { StackGraph } from "../graph/types.ts";
import type { Goroutine, Stack } from "../model/dump.ts";
import { type Fork, forksOf, serversOutside } from "./chain-forks.ts";
import { endOf } from "./chain-root.ts";
import { goroutineKeys, goroutineNode } from "./refs.ts";
import { strongComponents } from "./strong-components.ts";

/** What stands at the end of the ways from a goroutine, among ends that are alike: how likely, and which goroutines it may be. */
export interface EndChance {
  readonly chance: number;
  readonly roots: ReadonlySet<string>;
}

type Chances = ReadonlyMap<string, EndChance>;

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
  const locks = new Map<string, Fork>();
  const forks = new Map(keys.map((key) => [key, forksOf(graph, key, locks)]));
  const next = (key: string) =>
    (forks.get(key) ?? []).flatMap(({ ways }) => ways.map(({ to }) => to).filter((to) => !outside.has(to)));
  const chances = new Map<string, Chances>(
    [...outside].map(([key, goroutine]) => [key, new Map([[likeWait(goroutine), { chance: 1, roots: new Set() }]])]),
  );
  const through = chancesThrough(chances);
  for (const component of strongComponents(keys, next)) {
    // Members see one another's chances only when they are known: not while the circle itself is looked at.
    const found = component.map((key): [string, Chances] => {
      const ways = forks.get(key) ?? [];
      if (ways.length > 0) return [key, either(ways.map(through))];
      return [key, new Map([[likeness(graph, key), { chance: 1, roots: new Set([key]) }]])];
    });
    for (const [key, own] of found) chances.set(key, own);
  }
  return chances;
}

/** The chances that a fork opens; remembered when all that it leads to is known, since thousands can wait for one lock. */
function chancesThrough(known: ReadonlyMap<string, Chances>): (fork: Fork) => Chances {
  const found = new Map<Fork, Chances>();
  return (fork) => {
    const before = found.get(fork);
    if (before) return before;
    const ways = fork.ways.map(({ to, chance }) => scaled(known.get(to) ?? new Map(), chance));
    const chances = fork.waits === "one" ? oneOf(ways) : either(ways);
    if (fork.ways.every(({ to }) => known.has(to))) found.set(fork, chances);
    return chances;
  };
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
