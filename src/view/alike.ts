import type { BlockingChain } from "../model/diagnosis.ts";

/** Chains that lead through the same lines of source to the same end, in the order of their first. */
export function alike(chains: readonly BlockingChain[]): (readonly [BlockingChain, ...BlockingChain[]])[] {
  const groups = new Map<string, [BlockingChain, ...BlockingChain[]]>();
  for (const chain of chains) {
    const group = groups.get(shapeOf(chain));
    if (group) group.push(chain);
    else groups.set(shapeOf(chain), [chain]);
  }
  return [...groups.values()];
}

function shapeOf({ steps, end }: BlockingChain): string {
  const places = steps.map(({ dump, frame, via }) => [dump, frame.func, frame.file, frame.line, via?.kind]);
  return JSON.stringify([places, end.kind, end.verb, end.below.length]);
}
