import type { LockFacts } from "./lock-facts.ts";

/** Facts of several origins as one: the first that knows a lock's class says it, and what one says about a frame the later ones do not. */
export function mergeFacts(origins: readonly LockFacts[]): LockFacts {
  const [only] = origins;
  if (only && origins.length === 1) return only;
  return {
    classOfSite: (site, kind) => {
      for (const facts of origins) {
        const found = facts.classOfSite(site, kind);
        if (found) return found;
      }
      return undefined;
    },
    heldBy: (stack) => {
      const said = new Set<number>();
      return origins
        .flatMap((facts) => {
          const held = facts.heldBy(stack).filter(({ frame }) => !said.has(frame));
          for (const frame of facts.covers?.(stack) ?? []) said.add(frame);
          return held;
        })
        .sort((a, b) => a.frame - b.frame);
    },
    covers: (stack) => [...new Set(origins.flatMap((facts) => facts.covers?.(stack) ?? []))],
  };
}
