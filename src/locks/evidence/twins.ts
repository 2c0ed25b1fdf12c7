import type { Goroutine } from "../../model/dump.ts";
import { makeClue } from "../clue.ts";
import type { Clue, Scene } from "../scene.ts";
import { typeOf } from "../waiters.ts";
import { place } from "./place.ts";

interface Candidate {
  readonly goroutine: Goroutine;
  readonly clues: readonly Clue[];
}

/**
 * Two goroutines cannot both have a mutex: where several stand at the same line of the same method on the lock's object, none of them has taken it
 * in that method. Adds this to the clues of each of them; where the source or the lock site tells more, that is left to them.
 */
export function tellTwins<T extends Candidate>(scene: Scene, candidates: readonly T[]): T[] {
  if (scene.draft.kind !== "mutex" || scene.draft.objects.size === 0) return [...candidates];
  const spots = candidates.map(({ goroutine }) => spotOf(scene, goroutine));
  return candidates.map((candidate, index) => {
    const spot = spots[index];
    const others = spot ? spots.filter((other) => other?.where === spot.where).length - 1 : 0;
    if (!spot || others < 1 || candidate.clues.some(({ rule }) => TOLD.has(rule))) return candidate;
    const clue = makeClue("twins", {
      rule: "not-alone",
      frame: spot.frame,
      text: () =>
        `stands in ${place(candidate.goroutine, spot.frame)} on the same object as ${others} other${others > 1 ? "s" : ""}: a mutex has one owner, so it is not held there`,
    });
    return { ...candidate, clues: [...candidate.clues, clue] };
  });
}

const TOLD: ReadonlySet<string> = new Set(["holds-by-source", "not-held-by-source", "past-lock-site"]);

/**
 * The innermost frame that runs a method of the lock's type on its object, told apart by the methods of the type around it, too: each of them
 * may have taken the lock.
 */
function spotOf({ draft, wordsOf }: Scene, goroutine: Goroutine): { where: string; frame: number } | undefined {
  const { frames } = goroutine.stack;
  for (const { frame, receiver } of wordsOf(goroutine)) {
    const entry = frames[frame];
    if (receiver === undefined || !entry?.location || !draft.objects.has(receiver)) continue;
    if (!draft.types.has(typeOf(entry.func) ?? "")) continue;
    const around = frames
      .slice(frame)
      .filter(({ func }) => draft.types.has(typeOf(func) ?? ""))
      .map(({ func, location }) => `${func.symbol} ${location?.file}:${location?.line}`);
    return { where: [receiver, ...around].join(" "), frame };
  }
  return undefined;
}
