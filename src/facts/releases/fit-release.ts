import type { StackFrame } from "../../model/dump.ts";
import type { KnownFunction } from "./known-files.ts";
import { type Agreement, placeInRelease } from "./place-in-release.ts";
import type { ReleaseCatalogue } from "./release-catalogue.ts";

/** A frame of a dump with the frame that it calls. */
export interface FrameCall {
  readonly frame: StackFrame;
  readonly inner: StackFrame | undefined;
}

/** One that a catalogue can judge. */
export interface FrameUse extends FrameCall {
  readonly known: readonly KnownFunction[];
}

/** Which release a dump comes from. */
export interface FittedRelease {
  /** Place of the latest release among those that fit alike. */
  readonly release: number;
  /** The releases that it can be, oldest first. */
  readonly likely: readonly number[];
  /** Probability that it is one of these; undefined when none fits well enough to say so. */
  readonly confidence: number | undefined;
  /** Part of the frames whose line and callee agree. */
  readonly agreeing: number;
}

/**
 * Probability that a frame of this release agrees so. Distributions patch files and link other libraries, so a "no" is no proof; "perhaps"
 * is a line that calls something, which may be a variable. With these the range that is said had the right release in all dumps made of
 * releases (docs/facts.md); an "unknown" that tells less makes the ranges three times as wide.
 */
const LIKELIHOOD: Readonly<Record<Agreement, number>> = { yes: 0.9, perhaps: 0.2, no: 0.03, unknown: 0.2 };

/** Frames of one file are right or wrong together: each counts as this part of an independent one. */
const INDEPENDENT = 0.6;

/** With less of the frames agreeing it is a release that the catalogue does not have. */
const LEAST = 0.9;

/** Releases are added until one of them is meant with this probability. */
const ENOUGH = 0.9;

/** More ranges than this are told as one. */
const MOST_RUNS = 2;

/** Differences below this come from the arithmetic. */
const SAME = 1e-9;

/** With fewer frames a version is not said. */
const FEWEST = 3;

/** A range of more than this part of all releases tells nobody anything, unless there are few. */
const TELLING_RANGE = 0.5;
const FEW_RELEASES = 4;

/** A release that the catalogue does not have can look like one that it has. */
const MOST_CERTAIN = 0.97;

/** Finds the release whose lines fit the frames best; undefined without any frame. */
export function fitRelease({ releases }: ReleaseCatalogue, uses: readonly FrameUse[]): FittedRelease | undefined {
  if (uses.length === 0) return undefined;
  const scores: number[] = releases.map(() => 0);
  const agreeing: number[] = releases.map(() => 0);
  const telling: number[] = releases.map(() => 0);
  for (const { frame, inner, known } of uses) {
    // Calls that the function makes in no release are those that catalogues leave out.
    if (!inner || !callsByName(known, inner)) continue;
    for (const { from, to } of stretchesOf(known, releases.length)) {
      const { agreement } = placeInRelease(known, from, frame, inner);
      add(scores, from, to, Math.log(LIKELIHOOD[agreement]) * INDEPENDENT);
      if (agreement !== "unknown") add(telling, from, to, 1);
      if (agreement === "yes") add(agreeing, from, to, 1);
    }
  }
  const best = Math.max(...scores);
  const release = scores.findLastIndex((score) => best - score < SAME);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - best), 0);
  const chances = scores.map((score) => Math.exp(score - best) / total);
  const likely = likeliest(chances);
  const part = (agreeing[release] ?? 0) / Math.max(1, telling[release] ?? 0);
  const tells = likely.length <= Math.max(FEW_RELEASES, releases.length * TELLING_RANGE);
  const sure = tells && (agreeing[release] ?? 0) >= FEWEST && part >= LEAST;
  const chance = likely.reduce((sum, index) => sum + (chances[index] ?? 0), 0);
  return { release, likely, confidence: sure ? Math.min(MOST_CERTAIN, part * chance) : undefined, agreeing: part };
}

/** Releases that follow each other and in which all these functions are at the same places: a frame agrees alike with each of them. */
function stretchesOf(known: readonly KnownFunction[], releases: number): { from: number; to: number }[] {
  const borders = new Set([0, releases, ...known.flatMap(({ runs }) => runs.flatMap(({ from, to }) => [from, to]))]);
  const sorted = [...borders].sort((a, b) => a - b);
  return sorted.slice(1).map((to, index) => ({ from: sorted[index] ?? 0, to }));
}

function add(sums: number[], from: number, to: number, by: number): void {
  for (let index = from; index < to; index++) sums[index] = (sums[index] ?? 0) + by;
}

/** The fewest releases that together are likely enough; with all between them when they lie scattered. Those that fit alike are not told apart. */
function likeliest(chances: readonly number[]): number[] {
  const order = [...chances.keys()].sort((a, b) => (chances[b] ?? 0) - (chances[a] ?? 0));
  const chosen: number[] = [];
  let sum = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const index of order) {
    const chance = chances[index] ?? 0;
    if (sum >= ENOUGH && last - chance > SAME) break;
    chosen.push(index);
    sum += chance;
    last = chance;
  }
  chosen.sort((a, b) => a - b);
  const gaps = chosen.filter((index, place) => place > 0 && chosen[place - 1] !== index - 1).length;
  const [first = 0] = chosen;
  return gaps < MOST_RUNS ? chosen : [...chances.keys()].slice(first, (chosen.at(-1) ?? first) + 1);
}

/** Whether a release has a call of that name in the function, be it on another line. */
function callsByName(known: readonly KnownFunction[], { func: { name, closure } }: StackFrame): boolean {
  return (
    closure === "" &&
    known.some(({ variants }) =>
      variants.some((bodies) => bodies.some(({ points }) => points.some(({ callee }) => callee === name))),
    )
  );
}

/** "20.10.5", "20.10.5 to 20.10.9", "17.12.1 or 18.03.0 to 18.03.1": releases as a person says them. */
export function releaseText(releases: readonly string[], chosen: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const index of chosen) {
    const last = runs.at(-1);
    if (last && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs.map(([from, to]) => (from === to ? releases[from] : `${releases[from]} to ${releases[to]}`)).join(" or ");
}
