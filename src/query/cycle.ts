import type { Next } from "./next-of.ts";

/** A cycle whose weakest link is rather not there than there is not called a deadlock. */
export const DEADLOCK_FROM = 0.5;

/** How sure a cycle is: as its weakest link; undefined when that is too little to call it a deadlock. */
export function cycleConfidence(steps: readonly { readonly next: Next }[]): number | undefined {
  const confidence = Math.min(...steps.map(({ next }) => next.confidence));
  return confidence < DEADLOCK_FROM ? undefined : confidence;
}

/** The shortest walk through a strongly connected component back to its start; empty when nobody in it waits for anybody in it. */
export function cycleOf(
  component: readonly string[],
  next: (key: string) => readonly Next[],
): { key: string; next: Next }[] {
  const start = component[0] as string;
  const members = new Set(component);
  const reached = new Map<string, { key: string; next: Next } | undefined>([[start, undefined]]);
  const queue = [start];
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    for (const step of next(key)) {
      if (step.to === start) {
        const steps = [{ key, next: step }];
        for (let before = reached.get(key); before; before = reached.get(before.key)) steps.unshift(before);
        return steps;
      }
      if (!members.has(step.to) || reached.has(step.to)) continue;
      reached.set(step.to, { key, next: step });
      queue.push(step.to);
    }
  }
  return [];
}
