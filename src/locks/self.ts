import type { FuncName } from "../model/dump.ts";
import { makeClue } from "./clue.ts";
import { sameObject } from "./evidence/object.ts";
import { pastLockSite } from "./evidence/past-lock-site.ts";
import { place, sourceLine } from "./evidence/place.ts";
import type { Clue, Scene, Subject } from "./scene.ts";
import { typeOf, type Waiter } from "./waiters.ts";
import type { Feature } from "./weights.ts";

/**
 * A waiter that runs a method of the lock's object further out may hold the lock already. That an outer method calls a locking one
 * straight through is the usual way of programs that work, so it says little; that the call came back through foreign code (a callback,
 * an interface, fmt printing the object) is the usual way of programs that lock twice.
 */
export function selfClues(scene: Scene, subject: Subject, waiter: Waiter): Clue[] {
  const { siteIndex } = waiter;
  // The function around the literal that asks is part of the same call.
  let from = subject.from;
  while (isAround(waiter.goroutine.stack.frames[from]?.func, waiter.site?.func)) from++;
  const found = sameObject(scene, { ...subject, from });
  if (found?.frame === undefined || !OWN.has(found.feature)) return [];
  const { frame } = found;
  const { frames } = subject.goroutine.stack;
  const type = waiter.type;
  const foreign = frames.slice(siteIndex + 1, frame).some(({ func }) => typeOf(func) !== type);
  const clue = makeClue(foreign ? "selfReentered" : directFeature(scene, waiter), {
    rule: foreign ? "re-entered" : "called-from-own-method",
    // What is said of the object itself counts in full, what is said of its type as far as the type is rare.
    scale: found.feature === "sameObject" || found.feature === "tookThisLock" ? 1 : found.scale,
    frame,
    text: () =>
      `runs ${place(subject.goroutine, frame)} further out${
        foreign
          ? " and came back to the lock's object through other code"
          : ", which calls the waiting function straight through"
      }`,
  });
  const alike = scene.draft.waiters.filter(({ goroutine }) => goroutine.stack === subject.goroutine.stack).length;
  if (alike === 1) return [clue];
  const usual = makeClue("usualWay", {
    rule: "usual-way",
    scale: Math.log(alike),
    text: () => `${alike} waiters have the same stack: that is the usual way to the lock`,
  });
  return [clue, usual];
}

function isAround(outer: FuncName | undefined, site: FuncName | undefined): boolean {
  if (!outer || !site || site.closure === "" || outer.closure === site.closure) return false;
  return outer.package === site.package && outer.receiver === site.receiver && outer.name === site.name;
}

/** What the frames further out must show of the lock's object. */
const OWN: ReadonlySet<Feature> = new Set<Feature>([
  "tookThisLock",
  "sameObject",
  "sameType",
  "sameReceiver",
  "addressInArguments",
  "sameFunction",
  "parentFunction",
]);

function directFeature(scene: Scene, waiter: Waiter): Feature {
  if (scene.suspects()?.length === 0) return "selfOnlyOne";
  return scene.heldBy === "readers" && waiter.lock.mode === "rlock" ? "selfDirectReader" : "selfDirect";
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

/**
 * A writer that waits for readers to leave, in a function that has asked for reading further up. That is the usual way of "look first, then
 * change", which gives the lock back in between; when nobody else in the dump can be that reader, it was not given back.
 */
export function readInPlace(scene: Scene, { goroutine }: Subject, { siteIndex, site, lock }: Waiter): Clue | undefined {
  if (scene.heldBy !== "readers" || lock.behind !== "readers" || !site?.location) return undefined;
  const { file, line } = site.location;
  const asked = scene.sites.get(site.func)?.find((at) => at.mode === "rlock" && at.file === file && at.line < line);
  if (!asked || scene.suspects()?.length !== 0) return undefined;
  return makeClue("selfOnlyOne", {
    rule: "read-in-place",
    frame: siteIndex,
    text: () =>
      `is in ${place(goroutine, siteIndex)}, past ${sourceLine(asked.file, asked.line)} where the same function asks to read, and nobody else in the dump can be the reader`,
  });
}
