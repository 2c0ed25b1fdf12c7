import { type Case, sortOf } from "./match.ts";
import type { Scene } from "./scene.ts";
import type { Scored } from "./score.ts";

/**
 * Where several locks of one sort have the same best candidates and nothing tells which one holds which, each lock gets another one to name first: one
 * goroutine seldom holds all of them. That is a guess about the pairs, not about the set, and the verdict stays "ambiguous". Those who came
 * first to wait are given the candidate who came first, because goroutines are numbered as they start.
 */
export function dealOut(cases: readonly Case[]): void {
  const open = cases
    .map(({ scene, scored }) => ({ scene, best: bestOf(scored) }))
    .sort((a, b) => a.best.length - b.best.length || firstWaiter(a.scene) - firstWaiter(b.scene));
  const used = new Set<string>();
  for (const { scene, best } of open) {
    const taken = ({ goroutine }: Scored): string => `${sortOf(scene.draft)} ${goroutine.index}`;
    const chosen = best.find((candidate) => !used.has(taken(candidate)));
    if (!chosen) continue;
    used.add(taken(chosen));
    if (best.length > 1) chosen.first = true;
  }
}

/** Those with the most evidence, in order of their number. */
function bestOf(scored: readonly Scored[]): readonly Scored[] {
  const most = Math.max(...scored.map(({ total }) => total));
  return scored
    .filter(({ total }) => total === most)
    .sort((a, b) => (a.goroutine.id ?? 0) - (b.goroutine.id ?? 0) || a.goroutine.index - b.goroutine.index);
}

function firstWaiter({ draft }: Scene): number {
  return draft.waiters.reduce((first, { goroutine: { id } }) => Math.min(first, id ?? first), Number.MAX_SAFE_INTEGER);
}
