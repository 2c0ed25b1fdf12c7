import { makeClue } from "../clue.ts";
import type { EvidenceRule } from "../scene.ts";
import { typeOf } from "../waiters.ts";
import { place } from "./place.ts";

/** Go's habit: a function whose name ends in Locked is called with the lock held ("startFolderLocked", "evictLocked"). */
export const LOCKED: RegExp = /(?:[a-z0-9]Locked|_locked|WithLock|LockHeld|UnderLock)$/;

export const lockedByName: EvidenceRule = (scene, { goroutine, from }) => {
  const { frames } = goroutine.stack;
  for (let frame = from; frame < frames.length; frame++) {
    const func = frames[frame]?.func;
    if (!func || !LOCKED.test(func.name)) continue;
    const type = typeOf(func);
    const related = type === undefined ? scene.packages.has(func.package) : scene.draft.types.has(type);
    if (!related) continue;
    return makeClue("lockedByName", {
      rule: "locked-by-name",
      frame,
      text: () => `is in ${place(goroutine, frame)}: by its name it is called with the lock held`,
    });
  }
  return undefined;
};
