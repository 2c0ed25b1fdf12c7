import type { OwnerVerdict } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import type { OwnerCandidate } from "../model/lock.ts";
import { ambiguousSlope } from "./calibration.ts";
import { AMBIGUOUS_UP_TO, LINKING, LISTED_UP_TO, PLACING, SUREST, SUREST_OF_CLASS, VERDICT_FROM } from "./limits.ts";
import type { Case, Shares } from "./match.ts";
import { nameReaders } from "./readers.ts";
import type { Scene } from "./scene.ts";
import type { Scored } from "./score.ts";
import { weights } from "./weights.ts";

export interface Verdict {
  readonly verdict: OwnerVerdict["verdict"];
  readonly owners: readonly Goroutine[];
  readonly confidence: number;
  readonly candidates: readonly OwnerCandidate[];
}

/**
 * From probabilities to a verdict. That the owner is one of several is surer than the sum over them says, because "none of these" counts as much
 * beside many candidates as beside one: how much surer, was learned.
 */
export function judge(found: Case, shares: Shares): Verdict {
  const weighed = weigh(found, shares);
  if (weighed.verdict !== "ambiguous") return weighed;
  const odds = (weighed.confidence / (1 - weighed.confidence)) ** ambiguousSlope;
  return { ...weighed, confidence: sure(odds / (1 + odds)) };
}

/** The same as the evidence alone says: each candidate, "none of these" and "nobody any more" are rival explanations. */
export function weigh({ scene, scored }: Case, shares: Shares): Verdict {
  const ranked = scored
    .map((candidate, index) => ({ candidate, share: shares.candidates[index] ?? 0 }))
    .sort(
      (a, b) =>
        b.share - a.share ||
        Number(b.candidate.first ?? false) - Number(a.candidate.first ?? false) ||
        a.candidate.goroutine.index - b.candidate.goroutine.index,
    );
  if (scene.heldBy === "readers") {
    const found = readers(
      scene,
      ranked.map(({ candidate }) => candidate),
    );
    if (found) return found;
  }
  const candidates = ranked
    .slice(0, LISTED_UP_TO)
    .map(({ candidate, share }) => toCandidate(candidate, Math.min(surest(scene, candidate), sure(share))));
  const best = candidates[0];
  // Before rounding: two with half of the probability each are a tie.
  if (best && Math.min(best.confidence, ranked[0]?.share ?? 0) >= VERDICT_FROM) {
    return {
      verdict: verdictOn(ranked[0]?.candidate),
      owners: [best.goroutine],
      confidence: best.confidence,
      candidates,
    };
  }
  const abandoned = sure(shares.abandoned);
  if (abandoned >= VERDICT_FROM) return { verdict: "abandoned", owners: [], confidence: abandoned, candidates };
  return open(candidates, sure(shares.together));
}

function verdictOn(candidate: Scored | undefined): "self" | "readers" | "owner" {
  if (candidate?.self) return "self";
  return candidate?.clues.some(({ reading }) => reading) ? "readers" : "owner";
}

/** Several readers can hold an rwmutex at once: each is judged against "does not hold it". Undefined when none is likely. */
function readers(scene: Scene, ranked: readonly Scored[]): Verdict | undefined {
  const candidates = ranked
    .map((candidate) => {
      const odds = Math.exp(candidate.total - weights.noReader);
      return toCandidate(candidate, Math.min(surest(scene, candidate), sure(odds / (1 + odds))));
    })
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, LISTED_UP_TO);
  const likely = candidates.filter(({ confidence }) => confidence >= VERDICT_FROM);
  // Who only works on the object is named when nobody better is there.
  const placed = likely.filter(({ evidence }) => evidence.some(({ rule, weight }) => weight > 0 && PLACING.has(rule)));
  const holders = placed.length > 0 ? placed : likely;
  if (holders.length === 0) return undefined;
  const named = nameReaders(holders);
  const confidence = sure(named.confidence);
  if (named.holders.length > 0)
    return { verdict: "readers", owners: inFileOrder(named.holders), confidence, candidates };
  return candidates.length <= AMBIGUOUS_UP_TO
    ? { verdict: "ambiguous", owners: [], confidence, candidates }
    : { verdict: "unknown", owners: [], confidence: 0, candidates };
}

function sure(share: number): number {
  return Math.min(SUREST, round(share));
}

function surest(scene: Scene, candidate: Scored): number {
  // Where the source of all that can hold it has been read, there is no other holder.
  if (scene.unheldBySource() !== undefined) return SUREST;
  return candidate.clues.some(({ rule }) => LINKING.has(rule)) ? SUREST : SUREST_OF_CLASS;
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
      text: text(),
      ...(source !== undefined && { source }),
    })),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
