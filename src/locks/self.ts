import { sameObject } from "./evidence/object.ts";
import { pastLockSite } from "./evidence/past-lock-site.ts";
import { place } from "./evidence/place.ts";
import type { Clue, Scene, Subject } from "./scene.ts";
import { typeOf, type Waiter } from "./waiters.ts";
import { weights } from "./weights.ts";

/**
 * A waiter that runs a method of the lock's object further out may hold the lock already. That an outer method calls a locking one
 * straight through is the usual way of programs that work, so it says little; that the call came back through foreign code (a callback,
 * an interface, fmt printing the object) is the usual way of programs that lock twice.
 */
export function selfClue(scene: Scene, subject: Subject, waiter: Waiter): Clue | undefined {
  const found = sameObject(scene, subject);
  if (found?.frame === undefined || found.weight <= 0) return undefined;
  const { frames } = subject.goroutine.stack;
  const type = waiter.type;
  const foreign = frames.slice(waiter.siteIndex + 1, found.frame).some(({ func }) => typeOf(func) !== type);
  const direct = directWeight(scene, waiter);
  const usual = Math.log(
    scene.draft.waiters.filter((other) => other.goroutine.stack === subject.goroutine.stack).length,
  );
  return {
    rule: foreign ? "re-entered" : "called-from-own-method",
    weight: (foreign ? weights.selfReentered : direct) * Math.min(1, found.weight / weights.sameType) - usual,
    frame: found.frame,
    text: `runs ${place(subject.goroutine, found.frame)} further out${
      foreign
        ? " and came back to the lock's object through other code"
        : ", which calls the waiting function straight through"
    }`,
  };
}

function directWeight(scene: Scene, waiter: Waiter): number {
  if (scene.suspects()?.length === 0) return weights.selfOnlyOne;
  return scene.heldBy === "readers" && waiter.lock.mode === "rlock" ? weights.selfDirectReader : weights.selfDirect;
}

/**
 * `pastLockSite` for the waiter's own outer frames. When a recursion passed the line more than once, it did not take the lock there, or it
 * would have stopped at the second time.
 */
export function passedBefore(scene: Scene, subject: Subject, waiter: Waiter): Clue | undefined {
  const clue = pastLockSite(scene, subject);
  if (clue?.frame === undefined) return undefined;
  const { frames } = subject.goroutine.stack;
  const func = frames[clue.frame]?.func;
  const times = frames.filter((frame, index) => index > waiter.siteIndex && frame.func === func).length;
  return times > 1 && waiter.lock.mode === "lock" ? undefined : clue;
}
