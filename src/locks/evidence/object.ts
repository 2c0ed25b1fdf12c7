import type { Goroutine } from "../../model/dump.ts";
import { waitOf } from "../../waits/wait-of.ts";
import type { EvidenceRule, Scene, Subject } from "../scene.ts";
import { functionOf, typeOf } from "../waiters.ts";
import { rarity, weights } from "../weights.ts";
import { place } from "./place.ts";

/**
 * What the frames show of the object around the lock: a method of this very object, the lock's address as an argument, a method of the
 * same type whose object is not shown, or of another object. The strongest one counts.
 */
export const sameObject: EvidenceRule = (scene, subject) =>
  methodOfObject(scene, subject) ??
  addressInArguments(scene, subject) ??
  methodOfType(scene, subject) ??
  closureOfFunction(scene, subject);

const methodOfObject: EvidenceRule = (scene, { goroutine, from }) => {
  const { objects, types, address } = scene.draft;
  for (const { frame, receiver } of scene.wordsOf(goroutine)) {
    if (frame < from || receiver === undefined) continue;
    const func = goroutine.stack.frames[frame]?.func;
    const type = func && typeOf(func);
    // An object that starts with the lock has its address, whatever its type.
    if (receiver !== address && !(objects.has(receiver) && type !== undefined && types.has(type))) continue;
    const others = scene.othersWith(receiver);
    return {
      rule: "same-object",
      weight: rarity(weights.sameObject, others),
      frame,
      text: `runs ${place(goroutine, frame)} on the object ${receiver} that ${receiver === address ? "starts with" : "holds"} the lock${
        others > 1 ? `, as ${others - 1} other goroutine${others > 2 ? "s do" : " does"}` : ""
      }`,
    };
  }
  return undefined;
};

const addressInArguments: EvidenceRule = (scene, { goroutine, from }) => {
  const { address } = scene.draft;
  if (address === undefined) return undefined;
  const found = scene.wordsOf(goroutine).find(({ frame, words }) => frame >= from && words.includes(address));
  if (!found) return undefined;
  return {
    rule: "address-in-arguments",
    weight: rarity(weights.addressInArguments, scene.othersWith(address)),
    frame: found.frame,
    text: `shows the lock's address ${address} among the arguments of ${place(goroutine, found.frame)}`,
  };
};

function methodOfType(scene: Scene, { goroutine, from }: Subject): ReturnType<EvidenceRule> {
  const { types, objects } = scene.draft;
  for (let frame = from; frame < goroutine.stack.frames.length; frame++) {
    const func = goroutine.stack.frames[frame]?.func;
    const type = func && typeOf(func);
    if (type === undefined || !types.has(type)) continue;
    if (asksForAnother(scene, goroutine, frame)) {
      return {
        rule: "other-object",
        weight: weights.otherObject,
        frame,
        text: `asks for another lock in ${place(goroutine, frame)}, where waiters ask for this one: it is on another object`,
      };
    }
    const receiver = scene.wordsOf(goroutine).find((words) => words.frame === frame)?.receiver;
    if (receiver !== undefined && objects.size > 0) {
      return {
        rule: "other-object",
        weight: weights.otherObject,
        frame,
        text: `runs ${place(goroutine, frame)}, but on the object ${receiver}, not on ${[...objects].join(" or ")}`,
      };
    }
    return {
      rule: "same-type",
      weight: rarity(weights.sameType, scene.othersOfType(type)),
      frame,
      text: `runs ${place(goroutine, frame)}, a method of the type that the waiters ask the lock of; the frames do not show on which object`,
    };
  }
  return undefined;
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
  return {
    rule: "same-function",
    weight: isParent ? weights.parentFunction : weights.sameFunction,
    frame,
    text: `is in ${place(goroutine, frame)}, which shares the variables of a function that waiters ask for the lock in`,
  };
}
