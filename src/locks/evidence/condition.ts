import { waitOf } from "../../waits/wait-of.ts";
import { makeClue } from "../clue.ts";
import type { EvidenceRule } from "../scene.ts";
import { typeOf } from "../waiters.ts";
import { place } from "./place.ts";

/**
 * sync.Cond.Wait releases the lock of the Cond before it blocks: who waits for a condition in a function that asks for this lock, or in a
 * method of its type, has most likely given this very lock back. [Go sync/cond.go]
 */
export const waitsForCondition: EvidenceRule = (scene, { goroutine, held }) => {
  // The source tells which lock a condition gives back.
  const name = scene.draft.class?.name;
  if (held.some((hold) => hold.class === name && !hold.may)) return undefined;
  const wait = waitOf(goroutine);
  if (wait.kind !== "cond") return undefined;
  const func = goroutine.stack.frames[wait.site]?.func;
  const type = func && typeOf(func);
  if (!func || !(scene.sites.has(func) || (type !== undefined && scene.draft.types.has(type)))) return undefined;
  return makeClue("waitsForCondition", {
    rule: "waits-for-condition",
    text: () =>
      `waits for a condition in ${place(goroutine, wait.site)}, and sync.Cond gives its lock back for that time`,
  });
};
