import { SUREST } from "./limits.ts";
import type { Scene } from "./scene.ts";
import type { Scored } from "./score.ts";
import { type Feature, weights } from "./weights.ts";

/** A lock with everything that may explain it. */
export interface Case {
  readonly scene: Scene;
  readonly scored: readonly Scored[];
}

/** How the probability of one lock is shared among its explanations. */
export interface Shares {
  /** Of each candidate, in their order. */
  readonly candidates: readonly number[];
  readonly abandoned: number;
  /** Of all candidates together, were this the only lock of the dump. */
  readonly together: number;
}

/** The explanations of a lock besides its candidates. */
export function rivals(
  scene: Scene,
  scored: readonly Scored[],
): { readonly none: Feature; readonly abandoned?: Feature } {
  const nobodyElse = scene.suspects()?.length === 0 && scored.every(({ self }) => self);
  const bySource = scene.unheldBySource();
  if (bySource !== undefined) return { none: "noneLeft", abandoned: bySource };
  if (!nobodyElse && scored.length === 0 && scene.isUntouched()) return { none: "none", abandoned: "abandonedByType" };
  return nobodyElse ? { none: "noneLeft", abandoned: "abandoned" } : { none: "none" };
}

const ROUNDS = 12;

/**
 * Shares the probability of every lock by the odds of the evidence, with regard to each other: of several locks of one sort, a goroutine
 * holds one. What a lock claims of it for sure, is not there for the next one.
 */
export function shareOut(cases: readonly Case[]): Shares[] {
  const claims = new Map<string, number>();
  const numberOf = (key: string): number => {
    const known = claims.get(key) ?? claims.size;
    claims.set(key, known);
    return known;
  };
  const rows = cases.map(({ scene, scored }) => {
    const { none, abandoned } = rivals(scene, scored);
    return {
      odds: scored.map(({ total }) => Math.exp(total)),
      claims: scored.map((candidate) => claimKeys(scene, candidate).map(numberOf)),
      none: Math.exp(weights[none]),
      abandoned: abandoned ? Math.exp(weights[abandoned]) : 0,
    };
  });
  const factors = new Float64Array(claims.size).fill(1);
  const shared = (row: (typeof rows)[number]): number[] =>
    row.odds.map((value, index) =>
      (row.claims[index] ?? []).reduce((product, claim) => product * (factors[claim] as number), value),
    );
  const shares = (row: (typeof rows)[number]) => {
    const odds = shared(row);
    const all = sum(odds) + row.none + row.abandoned;
    return odds.map((value) => value / all);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const claimed = new Float64Array(claims.size);
    for (const row of rows)
      for (const [index, share] of shares(row).entries())
        for (const claim of row.claims[index] ?? []) claimed[claim] = (claimed[claim] as number) + share;
    let over = false;
    for (const [claim, total] of claimed.entries()) {
      if (total <= SUREST + 0.001) continue;
      over = true;
      factors[claim] = ((factors[claim] as number) * SUREST) / total;
    }
    if (!over) break;
  }
  return rows.map((row) => {
    const odds = sum(shared(row));
    const alone = sum(row.odds);
    return {
      candidates: shares(row),
      abandoned: row.abandoned / (odds + row.none + row.abandoned),
      together: alone / (alone + row.none + row.abandoned),
    };
  });
}

/**
 * What only one lock can claim: a goroutine for one sort of lock, and what it took at one line. Not for readers, who share, nor for locks that
 * show nothing of themselves: two of those may be one.
 */
function claimKeys({ draft, heldBy }: Scene, { self, goroutine, clues }: Scored): string[] {
  if (self || heldBy === "readers") return [];
  if (draft.address === undefined && draft.objects.size === 0) return [];
  const whose = `${draft.address === undefined ? "object" : "address"} ${goroutine.index}`;
  const takings = new Set(clues.flatMap(({ taking }) => taking ?? []));
  return [`${whose} ${sortOf(draft)}`, ...[...takings].map((taking) => `${whose} at ${taking}`)];
}

/** Locks of one sort are rivals for their holders; locks of two sorts are often held together. */
export function sortOf(draft: Scene["draft"]): string {
  return draft.class?.name ?? [...draft.types, ...draft.functions].sort().join(" ");
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
