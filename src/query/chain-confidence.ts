import type { StackGraph } from "../graph/types.ts";
import { chanceOfEnd } from "./chain-certainty.ts";
import type { Next } from "./next-of.ts";

type Steps = readonly { readonly key: string; readonly next?: Next }[];

/** How sure a chain is of its end. */
export interface Certainty {
  /** That the first step waits, in the end, for something that ends as the last step does, whichever pairs on the way are the true ones. */
  readonly confidence: number;
  /** Keys of other root blockers that may stand in the last one's place: they end alike, and the dumps do not tell which it is. */
  readonly or: readonly string[];
}

/** As sure as all steps together: for ends that only this way leads to. */
export function alongSteps(steps: Steps): number {
  const product = steps.reduce((product, { next }) => product * (next?.confidence ?? 1), 1);
  return Math.round(product * 100) / 100;
}

/** How sure it is that the first step waits, in the end, for what the last one waits for, and whom else it may be that waits for the like. */
export function certaintyOf(graph: StackGraph, steps: Steps): Certainty {
  const [first, last] = [steps[0], steps[steps.length - 1]];
  if (!first || !last) return { confidence: 0, or: [] };
  const { chance, roots } = chanceOfEnd(graph, first.key, last.key);
  const or = roots.has(last.key) ? [...roots].filter((key) => key !== last.key) : [];
  return { confidence: Math.max(alongSteps(steps), Math.round(chance * 100) / 100), or: or.sort() };
}
