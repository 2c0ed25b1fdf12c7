import type { OwnerVerdict } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import type { OwnerCandidate } from "../model/lock.ts";
import type { Scene } from "./scene.ts";
import type { Scored } from "./score.ts";
import { AMBIGUOUS_UP_TO, LINKING, SUREST, SUREST_OF_CLASS, VERDICT_FROM, weights } from "./weights.ts";

export interface Verdict {
  readonly verdict: OwnerVerdict["verdict"];
  readonly owners: readonly Goroutine[];
  readonly confidence: number;
  readonly candidates: readonly OwnerCandidate[];
}

/**
 * From scores to a verdict: each candidate, "none of these" and "nobody any more" are rival explanations, weighed by the odds of their evidence.
 */
export function judge(scene: Scene, scored: readonly Scored[]): Verdict {
  const ranked = [...scored].sort(
    (a, b) =>
      b.total - a.total || Number(b.first ?? false) - Number(a.first ?? false) || a.goroutine.index - b.goroutine.index,
  );
  const nobodyElse = scene.suspects()?.length === 0 && scored.every(({ self }) => self);
  const abandoned = nobodyElse ? Math.exp(weights.abandoned) : 0;
  const odds = ranked.map(({ total }) => Math.exp(total));
  const none = Math.exp(nobodyElse ? weights.noneLeft : weights.none);
  const all = none + abandoned + odds.reduce((sum, value) => sum + value, 0);
  const share = (value: number) => Math.min(SUREST, round(value / all));
  const candidates = ranked.map((candidate, index) =>
    toCandidate(candidate, Math.min(surest(candidate), share(odds[index] ?? 0))),
  );

  if (scene.heldBy === "readers") return readers(candidates, ranked, share, odds);
  const best = candidates[0];
  if (best && best.confidence >= VERDICT_FROM) {
    return {
      verdict: ranked[0]?.self ? "self" : "owner",
      owners: [best.goroutine],
      confidence: best.confidence,
      candidates,
    };
  }
  if (share(abandoned) >= VERDICT_FROM)
    return { verdict: "abandoned", owners: [], confidence: share(abandoned), candidates };
  const together = share(odds.reduce((sum, value) => sum + value, 0));
  return open(candidates, together);
}

/** Several readers can hold an rwmutex at once: each is judged against "does not hold it". */
function readers(
  candidates: readonly OwnerCandidate[],
  ranked: readonly Scored[],
  share: (value: number) => number,
  odds: readonly number[],
): Verdict {
  const alone = ranked.map(({ total }) => round(Math.exp(total) / (Math.exp(total) + Math.exp(weights.none))));
  const judged = candidates.map((candidate, index) => ({
    ...candidate,
    confidence: Math.min(surest(ranked[index]), alone[index] ?? candidate.confidence),
  }));
  const likely = judged.filter((candidate) => candidate.confidence >= VERDICT_FROM);
  // A reader that only stands in its own method is named when nobody better is there.
  const strong = likely.filter(({ evidence }) => !evidence.every(({ rule }) => rule === "called-from-own-method"));
  const holders = strong.length > 0 ? strong : likely;
  if (holders.length > 0) {
    const confidence = Math.max(...holders.map((holder) => holder.confidence));
    return { verdict: "readers", owners: inFileOrder(holders), confidence, candidates: judged };
  }
  return open(candidates, share(odds.reduce((sum, value) => sum + value, 0)));
}

/** Who holds one of several locks is not named as the owner of each. */
function surest(candidate: Scored | undefined): number {
  if (candidate?.clues.some(({ rule }) => LINKING.has(rule))) return SUREST;
  const { among = 1 } = candidate ?? {};
  return among > 1 ? SUREST / among : SUREST_OF_CLASS;
}

function open(candidates: readonly OwnerCandidate[], together: number): Verdict {
  if (candidates.length > 0 && candidates.length <= AMBIGUOUS_UP_TO && together >= VERDICT_FROM) {
    const claimed = round(candidates.reduce((sum, candidate) => sum + candidate.confidence, 0));
    return { verdict: "ambiguous", owners: [], confidence: Math.min(together, claimed), candidates };
  }
  return { verdict: "unknown", owners: [], confidence: 0, candidates };
}

function inFileOrder(holders: readonly OwnerCandidate[]): Goroutine[] {
  return holders.map((holder) => holder.goroutine).sort((a, b) => a.index - b.index);
}

function toCandidate({ goroutine, clues }: Scored, confidence: number): OwnerCandidate {
  const strongest = clues.reduce<(typeof clues)[number] | undefined>(
    (best, clue) => (clue.frame !== undefined && clue.weight > (best?.weight ?? 0) ? clue : best),
    undefined,
  );
  return {
    goroutine,
    ...(strongest?.frame !== undefined && { frame: strongest.frame }),
    confidence,
    evidence: clues.map(({ rule, weight, text, source }) => ({
      rule,
      weight: round(weight),
      text,
      ...(source !== undefined && { source }),
    })),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
