import type { Stack, StackFrame } from "../model/dump.ts";
import type { LockClass } from "./fact.ts";
import type { Held, LockFacts } from "./lock-facts.ts";

/**
 * Facts of several origins as one: the first that knows a lock's class says it, and what one covers of a frame the later ones do not. Where
 * one says that a class is held perhaps, a later one may say that it is.
 */
export function mergeFacts(origins: readonly LockFacts[]): LockFacts {
  // Ten thousand waiters have a handful of sites.
  const classes = new WeakMap<StackFrame, Map<string, LockClass | undefined>>();
  const classOf: LockFacts["classOfSite"] = (site, kind) => {
    for (const facts of origins) {
      const found = facts.classOfSite(site, kind);
      if (found) return found;
    }
    return undefined;
  };
  return {
    classOfSite: (site, kind) => {
      const known = classes.get(site) ?? new Map<string, LockClass | undefined>();
      if (!known.has(kind)) known.set(kind, classOf(site, kind));
      classes.set(site, known);
      return known.get(kind);
    },
    heldBy: (stack) => {
      const said = new Set<number>();
      const held = new Map<string, Held>();
      for (const facts of origins) {
        for (const one of facts.heldBy(stack)) {
          const key = `${one.frame} ${one.class} ${one.mode}`;
          const known = held.get(key);
          if (known ? known.may && !one.may : !said.has(one.frame)) held.set(key, one);
        }
        for (const frame of facts.covers?.(stack) ?? []) said.add(frame);
      }
      return [...held.values()].sort((a, b) => a.frame - b.frame);
    },
    askedOn: (stack, frame) => {
      for (const facts of origins) {
        const found = facts.askedOn?.(stack, frame);
        if (found) return found;
      }
      return undefined;
    },
    ...(origins.some(({ covers }) => covers) && {
      covers: (stack: Stack) => [...new Set(origins.flatMap((facts) => facts.covers?.(stack) ?? []))],
    }),
  };
}
