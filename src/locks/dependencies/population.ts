import type { Dump, FuncName, Goroutine } from "../../model/dump.ts";
import type { Wait, WaitKind } from "../../model/wait.ts";
import { findPointers } from "../../parse/find-pointers.ts";
import { waitOf } from "../../waits/wait-of.ts";
import { waitTargetOf } from "../../waits/wait-target.ts";

/** A goroutine with its wait. */
export interface Sleeper {
  readonly goroutine: Goroutine;
  readonly wait: Wait;
}

/** The goroutines of a dump, indexed by what the dependency rules ask: ten thousand that wait must not each look at all others. */
export interface Population {
  readonly all: readonly Sleeper[];
  /** Goroutines whose "created by" names a function that passes the test. */
  startedBy(creator: FuncName | ((func: FuncName) => boolean)): readonly Sleeper[];
  /** How many wait in this way with this function as their site. */
  countWaiting(kind: WaitKind, site: FuncName): number;
  /** Goroutines that show the address of an awaited WaitGroup, or the object around an awaited condition, as a trusted argument. */
  showing(address: string): readonly Sleeper[];
}

/** Indexes a dump; each index is made when it is asked for. */
export function populationOf(dump: Dump): Population {
  const all: Sleeper[] = [...dump.goroutines].map((goroutine) => ({ goroutine, wait: waitOf(goroutine) }));
  const byCreator = once(() => groupBy(all, ({ goroutine }) => goroutine.stack.createdBy?.func));
  const counts = once(() => {
    const counts = new Map<FuncName, Map<WaitKind, number>>();
    for (const { goroutine, wait } of all) {
      const site = goroutine.stack.frames[wait.site]?.func;
      if (!site) continue;
      const ofSite = counts.get(site) ?? new Map<WaitKind, number>();
      counts.set(site, ofSite.set(wait.kind, (ofSite.get(wait.kind) ?? 0) + 1));
    }
    return counts;
  });
  const byAddress = once(() => {
    const addresses = all.flatMap(({ goroutine, wait }) => {
      if (wait.kind === "waitgroup") return waitTargetOf(goroutine, wait).address ?? [];
      return wait.kind === "cond" && wait.idle === undefined ? (waitTargetOf(goroutine, wait).within ?? []) : [];
    });
    return addresses.length > 0 ? findPointers(dump, new Set(addresses)) : new Map<string, readonly number[]>();
  });
  return {
    all,
    startedBy: (creator) =>
      typeof creator === "function"
        ? [...byCreator()].flatMap(([func, started]) => (func && creator(func) ? started : []))
        : (byCreator().get(creator) ?? []),
    countWaiting: (kind, site) => counts().get(site)?.get(kind) ?? 0,
    showing: (address) => (byAddress().get(address) ?? []).map((index) => all[index] as Sleeper),
  };
}

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
