import type { LockDraft } from "./group-waiters.ts";
import type { Scene } from "./scene.ts";
import type { Scored } from "./score.ts";

interface Case {
  readonly scene: Scene;
  readonly scored: readonly Scored[];
}

/**
 * A goroutine that has passed a line which takes a lock has taken one lock there. When that makes it a candidate for several locks, it holds
 * one of them at most: notes of how many.
 */
export function countTakings(cases: readonly Case[]): void {
  const takings = new Map<string, { readonly scored: Scored; readonly draft: LockDraft }[]>();
  for (const { scene, scored } of cases) {
    for (const candidate of scored) {
      if (candidate.self) continue;
      for (const taking of new Set(candidate.clues.flatMap((clue) => clue.taking ?? []))) {
        const key = `${candidate.goroutine.index} ${taking}`;
        takings.set(key, [...(takings.get(key) ?? []), { scored: candidate, draft: scene.draft }]);
      }
    }
  }
  for (const claims of takings.values()) {
    const locks = differentLocks(claims.map(({ draft }) => draft));
    if (locks > 1) for (const { scored } of claims) scored.among = Math.max(locks, scored.among ?? 1);
  }
}

/** How many of them are different locks for certain: two that show nothing in common may still be one. */
function differentLocks(drafts: readonly LockDraft[]): number {
  const addresses = new Set(drafts.flatMap(({ address }) => address ?? []));
  const objects = new Set(
    drafts.flatMap((draft) => (draft.address === undefined ? [...draft.objects].slice(0, 1) : [])),
  );
  return Math.max(addresses.size, objects.size);
}
