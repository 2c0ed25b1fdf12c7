import type { Dump, FuncName, Goroutine, Stack } from "../../model/dump.ts";
import type { Wait, WaitKind } from "../../model/wait.ts";
import { findPointers } from "../../parse/find-pointers.ts";
import { type Group, groupsOf, positionsOf } from "../../parse/groups-of.ts";
import { waitOf, waitOfStack } from "../../waits/wait-of.ts";
import { waitTargetOf } from "../../waits/wait-target.ts";

/** A goroutine with its wait. */
export interface Sleeper {
  readonly goroutine: Goroutine;
  readonly wait: Wait;
}

/** The goroutines of a dump, indexed by what the dependency rules ask: ten thousand that wait must not each look at all others. */
export interface Population {
  /** Those whose wait and stack pass the test, in file order. */
  where(test: (wait: Wait, stack: Stack) => boolean): readonly Sleeper[];
  /** Goroutines whose "created by" names a function that passes the test. */
  startedBy(creator: FuncName | ((func: FuncName) => boolean)): readonly Sleeper[];
  /** How many wait in this way with this function as their site. */
  countWaiting(kind: WaitKind, site: FuncName): number;
  /** Goroutines that show the address of an awaited WaitGroup, or the object around an awaited condition, as a trusted argument. */
  showing(address: string): readonly Sleeper[];
}

/** Indexes a dump; each index is made when it is asked for. */
export function populationOf(dump: Dump): Population {
  const sleeper = (index: number): Sleeper => {
    const goroutine = dump.goroutines.at(index);
    return { goroutine, wait: waitOf(goroutine) };
  };
  const where: Population["where"] = (test) =>
    positionsOf(groupsOf(dump).filter(({ state, stack }) => test(waitOfStack(state, stack), stack))).map(sleeper);
  const byCreator = once(() => groupBy(groupsOf(dump), ({ stack }) => stack.createdBy?.func));
  const made = new Map<readonly Group[], readonly Sleeper[]>();
  const started = (groups: readonly Group[]) => {
    const known = made.get(groups) ?? positionsOf(groups).map(sleeper);
    made.set(groups, known);
    return known;
  };
  const counts = once(() => {
    const counts = new Map<FuncName, Map<WaitKind, number>>();
    for (const { state, stack, indexes } of groupsOf(dump)) {
      const wait = waitOfStack(state, stack);
      const site = stack.frames[wait.site]?.func;
      if (!site) continue;
      const ofSite = counts.get(site) ?? new Map<WaitKind, number>();
      counts.set(site, ofSite.set(wait.kind, (ofSite.get(wait.kind) ?? 0) + indexes.length));
    }
    return counts;
  });
  const byAddress = once(() => {
    const waiting = where(({ kind, idle }) => kind === "waitgroup" || (kind === "cond" && idle === undefined));
    const addresses = waiting.flatMap(({ goroutine, wait }) => {
      const target = waitTargetOf(goroutine, wait);
      return (wait.kind === "waitgroup" ? target.address : target.within) ?? [];
    });
    return addresses.length > 0 ? findPointers(dump, new Set(addresses)) : new Map<string, readonly number[]>();
  });
  return {
    where,
    startedBy: (creator) =>
      typeof creator === "function"
        ? [...byCreator()].flatMap(([func, groups]) => (func && creator(func) ? started(groups) : []))
        : started(byCreator().get(creator) ?? NOBODY),
    countWaiting: (kind, site) => counts().get(site)?.get(kind) ?? 0,
    showing: (address) => (byAddress().get(address) ?? []).map(sleeper),
  };
}

const NOBODY: readonly Group[] = [];

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
