import type { StackFrame } from "../../model/dump.ts";
import { type Agreement, placeInRelease } from "./place-in-release.ts";
import type { KnownFunction, ReleaseCatalogue } from "./release-catalogue.ts";

/** A frame of a dump that a catalogue can judge, with the frame that it calls. */
export interface FrameUse {
  readonly frame: StackFrame;
  readonly inner: StackFrame | undefined;
  readonly known: readonly KnownFunction[];
}

/** Which release a dump comes from. */
export interface FittedRelease {
  /** Place of the latest release among those that fit alike. */
  readonly release: number;
  /** All releases that fit as well as that one, oldest first. */
  readonly alike: readonly number[];
  /** Probability that it is one of these; undefined when none fits well enough to say so. */
  readonly confidence: number | undefined;
  /** Part of the frames whose line and callee agree. */
  readonly agreeing: number;
}

/**
 * Probability that a frame of this release agrees so. Distributions patch files and link other libraries, so a "no" is no proof; "perhaps"
 * is a line that calls something, which may be a variable.
 */
const LIKELIHOOD: Readonly<Record<Agreement, number>> = { yes: 0.9, perhaps: 0.2, no: 0.03 };

/** Frames of one file are right or wrong together: each counts as this part of an independent one. */
const INDEPENDENT = 0.6;

/** With less of the frames agreeing it is a release that the catalogue does not have. */
const LEAST = 0.75;

/** With fewer frames a version is not said. */
const FEWEST = 3;

/** A release that the catalogue does not have can look like one that it has. */
const MOST_CERTAIN = 0.97;

/** Finds the release whose lines fit the frames best; undefined without any frame. */
export function fitRelease({ releases }: ReleaseCatalogue, uses: readonly FrameUse[]): FittedRelease | undefined {
  if (uses.length === 0) return undefined;
  const scores = releases.map(() => 0);
  const agreeing = releases.map(() => 0);
  let telling = 0;
  for (const { frame, inner, known } of uses) {
    const agreements = releases.map((_, index) => placeInRelease(known, index, frame, inner).agreement);
    // Calls that no release has are those that catalogues leave out.
    if (!agreements.includes("yes")) continue;
    telling++;
    agreements.forEach((agreement, index) => {
      scores[index] = (scores[index] ?? 0) + Math.log(LIKELIHOOD[agreement]) * INDEPENDENT;
      if (agreement === "yes") agreeing[index] = (agreeing[index] ?? 0) + 1;
    });
  }
  const best = Math.max(...scores);
  const alike = scores.flatMap((score, index) => (best - score < 1e-9 ? [index] : []));
  const total = scores.reduce((sum, score) => sum + Math.exp(score - best), 0);
  const release = alike.at(-1) ?? 0;
  const part = (agreeing[release] ?? 0) / Math.max(1, telling);
  const sure = telling >= FEWEST && part >= LEAST;
  return {
    release,
    alike,
    confidence: sure ? Math.min(MOST_CERTAIN, alike.length / total) : undefined,
    agreeing: part,
  };
}

/** "20.10.5", "20.10.5 to 20.10.9", "17.12.1 or 18.03.0 to 18.03.1": releases as a person says them. */
export function releaseText(releases: readonly string[], alike: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const index of alike) {
    const last = runs.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs.map(([from, to]) => (from === to ? releases[from] : `${releases[from]} to ${releases[to]}`)).join(" or ");
}
