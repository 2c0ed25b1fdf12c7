import type { OwnerCandidate } from "../model/lock.ts";
import { VERDICT_FROM } from "./limits.ts";

/** Candidates that stand at one line: it lies where the lock is held, or it does not, for all of them. */
interface Spot {
  readonly holders: readonly OwnerCandidate[];
  /** Of the least sure of them. */
  readonly confidence: number;
}

/** Readers that are named together, and how sure it is that all of them hold the lock. */
export interface NamedReaders {
  readonly holders: readonly OwnerCandidate[];
  readonly confidence: number;
}

/**
 * As many of those that likely hold a lock for reading as can be named together: that all of them do must still be likely. The surest ones
 * first; of equally sure ones all, or none. Without any, `holders` is empty, and the confidence is that of one of them holding it.
 */
export function nameReaders(likely: readonly OwnerCandidate[]): NamedReaders {
  const spots = spotsOf(likely);
  const named: OwnerCandidate[] = [];
  let confidence = 1;
  for (const level of [...new Set(spots.map((spot) => spot.confidence))].sort((a, b) => b - a)) {
    const alike = spots.filter((spot) => spot.confidence === level);
    const together = confidence * level ** alike.length;
    if (together < VERDICT_FROM) break;
    confidence = together;
    named.push(...alike.flatMap(({ holders }) => holders));
  }
  if (named.length > 0) return { holders: named, confidence };
  return { holders: [], confidence: 1 - spots.reduce((none, spot) => none * (1 - spot.confidence), 1) };
}

function spotsOf(candidates: readonly OwnerCandidate[]): Spot[] {
  const spots = new Map<string, OwnerCandidate[]>();
  for (const candidate of candidates) {
    const { goroutine, frame } = candidate;
    const entry = frame === undefined ? undefined : goroutine.stack.frames[frame];
    const spot = entry?.location
      ? `${entry.func.symbol} ${entry.location.file}:${entry.location.line}`
      : `goroutine ${goroutine.index}`;
    const known = spots.get(spot);
    if (known) known.push(candidate);
    else spots.set(spot, [candidate]);
  }
  return [...spots.values()].map((holders) => ({
    holders,
    confidence: Math.min(...holders.map((holder) => holder.confidence)),
  }));
}
