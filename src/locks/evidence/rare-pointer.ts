import type { Goroutine } from "../../model/dump.ts";
import { waitOf } from "../../waits/wait-of.ts";
import { waitTargetOf } from "../../waits/wait-target.ts";
import { makeClue } from "../clue.ts";
import type { EvidenceRule, Scene } from "../scene.ts";
import { isGivenToAll } from "../siblings.ts";
import { place } from "./place.ts";

/** It shares a pointer with a waiter that hardly any other goroutine shows: both work on the same thing. */
export const rarePointer: EvidenceRule = (scene, { goroutine, from }) => {
  for (const { frame, words } of scene.wordsOf(goroutine)) {
    if (frame < from) continue;
    const pointer = words.find(
      (word) =>
        scene.rarePointers.has(word) &&
        word !== scene.draft.address &&
        !scene.draft.objects.has(word) &&
        !scene.draft.receivers.has(word),
    );
    const waiter = pointer && scene.rarePointers.get(pointer);
    if (!pointer || !waiter || waiter.index === goroutine.index || isPrimitive(goroutine, pointer)) continue;
    if (areRelated(scene, waiter, goroutine, pointer)) continue;
    return makeClue("rarePointer", {
      rule: "shares-rare-pointer",
      frame,
      text: () =>
        `shares the pointer ${pointer} (${place(goroutine, frame)}) with the waiter ${waiter.id ?? "without id"}; hardly any other goroutine shows it`,
    });
  }
  return undefined;
};

/** The WaitGroup, Cond or lock that the goroutine waits for: that a waiter has it too tells who waits for whom, not who holds what. */
function isPrimitive(goroutine: Goroutine, pointer: string): boolean {
  return waitTargetOf(goroutine, waitOf(goroutine)).address === pointer;
}

/** Who has started the other was given its arguments, and so were, mostly, those that one function has started. */
function areRelated(scene: Scene, a: Goroutine, b: Goroutine, pointer: string): boolean {
  const [one, other] = [a.stack.createdBy?.func, b.stack.createdBy?.func];
  if (one !== undefined && one === other) return isGivenToAll(scene.dump, one, pointer, [...scene.showing([pointer])]);
  return b.stack.frames.some(({ func }) => func === one) || a.stack.frames.some(({ func }) => func === other);
}
