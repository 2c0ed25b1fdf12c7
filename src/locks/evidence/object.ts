import type { Goroutine } from "../../model/dump.ts";
import { waitOf } from "../../waits/wait-of.ts";
import { makeClue } from "../clue.ts";
import { receiverAt } from "../frame-words.ts";
import { rarity } from "../limits.ts";
import type { Clue, EvidenceRule, Scene, Subject } from "../scene.ts";
import { functionOf, isInside, typeOf } from "../waiters.ts";
import { place } from "./place.ts";

/**
 * What the frames show of the object around the lock: a method of this very object, the lock's address as an argument, a method of the
 * same type whose object is not shown, or of another object. The strongest one counts.
 */
export const sameObject: EvidenceRule = (scene, subject) => {
  const frames = holdingFrames(scene, subject);
  const taken = takenOnObject(scene, subject);
  if (taken) return taken;
  // Where the source says in which frame the lock is held, the object of that frame counts, not that of another one.
  if (frames.length > 0) return objectOfHolder(scene, subject, frames);
  return (
    methodOfObject(scene, subject) ??
    addressInArguments(scene, subject) ??
    methodOfType(scene, subject) ??
    closureOfFunction(scene, subject)
  );
};

/** The source says on which variable the lock was taken, and the frames show that this is the object of this lock. */
function takenOnObject(scene: Scene, { goroutine, held, from }: Subject): Clue | undefined {
  for (const hold of held) {
    if (hold.class !== scene.draft.class?.name || hold.frame < from) continue;
    const object = scene.tookOn(goroutine, hold);
    if (object === undefined) continue;
    return makeClue(hold.may ? "sameObject" : "tookThisLock", {
      rule: "same-object",
      frame: hold.frame,
      text: () =>
        `${hold.may ? "may have taken" : "took"} the lock in ${place(goroutine, hold.frame)} on the object ${object}, whose lock is the one that waiters ask for`,
      source: hold.fact.source,
    });
  }
  return undefined;
}

function holdingFrames(scene: Scene, { held, from }: Subject): number[] {
  const name = scene.draft.class?.name;
  return held.flatMap((hold) => (hold.class === name && hold.frame >= from && !hold.may ? [hold.frame] : []));
}

function objectOfHolder(scene: Scene, subject: Subject, frames: readonly number[]): Clue | undefined {
  const found = frames.flatMap((frame) => objectAt(scene, subject, frame) ?? []);
  return found.find(({ weight }) => weight > 0) ?? found[0] ?? addressInArguments(scene, subject);
}

const methodOfObject: EvidenceRule = (scene, { goroutine, from }) => {
  const { objects, types, address } = scene.draft;
  for (const { frame, receiver } of scene.wordsOf(goroutine)) {
    if (frame < from || receiver === undefined) continue;
    const func = goroutine.stack.frames[frame]?.func;
    const type = func && typeOf(func);
    // An object that starts with the lock has its address, whatever its type.
    if (receiver !== address && !(objects.has(receiver) && type !== undefined && types.has(type))) continue;
    const others = scene.othersWith(receiver);
    return makeClue("sameObject", {
      rule: "same-object",
      scale: rarity(others),
      frame,
      text: () =>
        `runs ${place(goroutine, frame)} on the object ${receiver} that ${receiver === address ? "starts with" : "holds"} the lock${
          others > 1 ? `, as ${others - 1} other goroutine${others > 2 ? "s do" : " does"}` : ""
        }`,
    });
  }
  return undefined;
};

const addressInArguments: EvidenceRule = (scene, { goroutine, from }) => {
  const { address } = scene.draft;
  if (address === undefined) return undefined;
  const found = scene.wordsOf(goroutine).find(({ frame, words }) => frame >= from && words.includes(address));
  if (!found) return undefined;
  return makeClue("addressInArguments", {
    rule: "address-in-arguments",
    scale: rarity(scene.othersWith(address)),
    frame: found.frame,
    text: () => `shows the lock's address ${address} among the arguments of ${place(goroutine, found.frame)}`,
  });
};

/** What the frames show of the object, the innermost first; where none shows it, that a method of the type runs. */
function methodOfType(scene: Scene, subject: Subject): ReturnType<EvidenceRule> {
  const { frames } = subject.goroutine.stack;
  const found: Clue[] = [];
  let ofType: number | undefined;
  for (let frame = subject.from; frame < frames.length; frame++) {
    const func = frames[frame]?.func;
    const type = func && typeOf(func);
    if (type === undefined) continue;
    if (asksForAnother(scene, subject.goroutine, frame)) {
      found.push(
        makeClue("otherObject", {
          rule: "other-object",
          frame,
          text: () =>
            `asks for another lock in ${place(subject.goroutine, frame)}, where waiters ask for this one: it is on another object`,
        }),
      );
      continue;
    }
    found.push(...[objectAt(scene, subject, frame) ?? []].flat());
    if (scene.draft.types.has(type) && !liesElsewhere(scene, subject.goroutine, frame)) ofType ??= frame;
  }
  const told = found.find(({ weight }) => weight > 0) ?? found[0];
  if (told || ofType === undefined) return told;
  const func = frames[ofType]?.func;
  return makeClue("sameType", {
    rule: "same-type",
    scale: rarity(scene.othersOfType((func && typeOf(func)) ?? "")),
    frame: ofType,
    text: () =>
      `runs ${place(subject.goroutine, ofType)}, a method of the type that the waiters ask the lock of; the frames do not show on which object`,
  });
}

/** Whether a frame shows its object, and the lock is not in it. */
function liesElsewhere({ draft: { address }, wordsOf }: Scene, goroutine: Goroutine, frame: number): boolean {
  const receiver = receiverAt(wordsOf(goroutine), goroutine.stack, frame);
  return address !== undefined && receiver !== undefined && !isInside(address, receiver);
}

/** What the receiver of one frame tells: it is the object of the waiters, or another one. Undefined when it is not shown or tells nothing. */
function objectAt(scene: Scene, { goroutine }: Subject, frame: number): Clue | undefined {
  const { objects, receivers, types, takers } = scene.draft;
  const func = goroutine.stack.frames[frame]?.func;
  const type = func && (typeOf(func) ?? functionOf(func));
  const asks = type !== undefined && (types.has(type) || scene.draft.functions.has(type));
  if (type === undefined || !(asks || takers.has(type))) return undefined;
  const receiver = receiverAt(scene.wordsOf(goroutine), goroutine.stack, frame);
  if (receiver === undefined) return undefined;
  const where = () => place(goroutine, frame);
  if (objects.has(receiver)) {
    const others = scene.othersWith(receiver);
    return makeClue("sameObject", {
      rule: "same-object",
      scale: rarity(others),
      frame,
      text: () => `runs ${where()} on the object ${receiver} that holds the lock${sharers(others)}`,
    });
  }
  if (objects.size > 0 && asks) {
    return makeClue("otherObject", {
      rule: "other-object",
      frame,
      text: () => `runs ${where()}, but on the object ${receiver}, not on ${[...objects].join(" or ")}`,
    });
  }
  // An object that all share tells nothing about one of the locks that are taken with it.
  if (receivers.size === 0 || !scene.severalReceivers(type)) return undefined;
  if (!receivers.has(receiver)) {
    return makeClue("otherReceiver", {
      rule: "other-receiver",
      frame,
      text: () =>
        `runs ${where()} on the object ${receiver}, while waiters ask for the lock on ${[...receivers].join(" or ")}`,
    });
  }
  return makeClue("sameReceiver", {
    rule: "same-receiver",
    scale: rarity(scene.othersWith(receiver)),
    frame,
    text: () => `runs ${where()} on the object ${receiver} that waiters ask for the lock on`,
  });
}

function sharers(others: number): string {
  return others > 1 ? `, as ${others - 1} other goroutine${others > 2 ? "s do" : " does"}` : "";
}

/** The same code asks for the same field: who waits there, and not for this lock, waits for that of another object. */
function asksForAnother(scene: Scene, goroutine: Goroutine, frame: number): boolean {
  const wait = waitOf(goroutine);
  const site = goroutine.stack.frames[frame];
  if (!site || wait.lock === undefined || wait.site !== frame) return false;
  if (scene.sites.get(site.func)?.some(({ line }) => line === site.location?.line)) return true;
  const { class: lockClass } = scene.draft;
  return lockClass !== undefined && scene.facts.classOfSite(site, lockClass.kind) === lockClass;
}

/** A closure shares the variables of its function, a lock among them; who stands in the function itself is judged by the line. */
function closureOfFunction(scene: Scene, { goroutine, from }: Subject): ReturnType<EvidenceRule> {
  const { frames } = goroutine.stack;
  const frame = frames.findIndex(
    ({ func }, index) => index >= from && scene.draft.functions.has(functionOf(func) ?? "") && !scene.sites.has(func),
  );
  if (frame < 0) return undefined;
  const func = frames[frame]?.func;
  const isParent = scene.draft.waiters.some((waiter) => waiter.goroutine.stack.createdBy?.func === func);
  return makeClue(isParent ? "parentFunction" : "sameFunction", {
    rule: "same-function",
    frame,
    text: () =>
      `is in ${place(goroutine, frame)}, which shares the variables of a function that waiters ask for the lock in`,
  });
}
