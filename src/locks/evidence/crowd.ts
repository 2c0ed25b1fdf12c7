import type { Goroutine } from "../../model/dump.ts";
import { makeClue } from "../clue.ts";
import type { Clue, Scene } from "../scene.ts";
import { place } from "./place.ts";

interface Candidate {
  readonly goroutine: Goroutine;
  readonly clues: readonly Clue[];
}

/** A line of a function that runs on an object. */
interface Spot {
  readonly where: string;
  readonly line: number;
  readonly frame: number;
}

/**
 * A lock taken for writing has one owner. When several goroutines stand behind the lock site at the same line, on the same object, that line
 * is outside of what the lock protects, and none of them holds it. Who stands further behind than another one does not hold it either: the other
 * one would be inside, too. Adds this to the clues of each of them. Where the object has several locks
 * that are waited for, as many can stand there.
 */
export function tellCrowds<T extends Candidate>(scene: Scene, candidates: readonly T[]): T[] {
  const spots = candidates.map((candidate) => spotOf(scene, candidate));
  return candidates.map((candidate, index) => {
    const spot = spots[index];
    if (!spot) return candidate;
    const there = spots.filter((other) => other?.where === spot.where);
    if (scene.shards > 1 && there.length <= scene.shards) return candidate;
    const others = there.filter((other) => other?.line === spot.line).length - 1;
    const nearer = there.find((other) => other !== undefined && other.line < spot.line);
    if (others < 1 && nearer) {
      const clue = makeClue("behindAnother", {
        rule: "behind-another",
        frame: spot.frame,
        text: () =>
          `stands in ${place(candidate.goroutine, spot.frame)}, further behind the lock site than another one at line ${nearer.line} on the same object: a lock has one owner`,
      });
      return { ...candidate, clues: [...candidate.clues, clue] };
    }
    if (others < 1) return candidate;
    const clue = makeClue("notAlonePastLockSite", {
      rule: "not-alone-past-lock-site",
      frame: spot.frame,
      text: () =>
        `stands in ${place(candidate.goroutine, spot.frame)} on the same object as ${others} other${others > 1 ? "s" : ""}: a lock has one owner, so this line is behind the unlock`,
    });
    return { ...candidate, clues: [...candidate.clues, clue] };
  });
}

/** Where the candidate stands behind a lock site that only one can pass at a time; undefined when its frame does not show the object. */
function spotOf(scene: Scene, { goroutine, clues }: Candidate): Spot | undefined {
  const frame = clues.find(({ rule }) => rule === "past-lock-site")?.frame;
  const entry = frame === undefined ? undefined : goroutine.stack.frames[frame];
  if (frame === undefined || !entry?.location) return undefined;
  if (!scene.sites.get(entry.func)?.every(({ mode }) => mode === "lock")) return undefined;
  const receiver = scene.wordsOf(goroutine).find((words) => words.frame === frame)?.receiver;
  if (receiver === undefined) return undefined;
  return { where: `${entry.func.symbol} ${entry.location.file} ${receiver}`, line: entry.location.line, frame };
}
