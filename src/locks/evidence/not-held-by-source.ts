import type { FuncName } from "../../model/dump.ts";
import { makeClue } from "../clue.ts";
import type { EvidenceRule, Scene } from "../scene.ts";
import { functionOf, typeOf } from "../waiters.ts";
import { modeFits } from "./holds-by-source.ts";
import { place } from "./place.ts";
import { framesRead } from "./read-throughout.ts";

/**
 * The source of every function on this stack that could have taken the lock has been read, and none of them holds a lock of this class where
 * the goroutine stands: it has not come to the lock, or has given it back.
 */
export const notHeldBySource: EvidenceRule = (scene, { goroutine, from, held, elsewhere }) => {
  const lockClass = scene.draft.class;
  if (!lockClass || !scene.facts.covers) return undefined;
  if (
    held.some(
      (hold) =>
        hold.class === lockClass.name && hold.frame >= from && modeFits(scene.heldBy, hold.mode, lockClass.kind),
    )
  )
    return undefined;
  const frame = framesRead(scene.facts, goroutine.stack, from, (func) => couldTake(scene, func))?.[0];
  if (frame === undefined) return undefined;
  return makeClue("notHeldBySource", {
    rule: "not-held-by-source",
    frame,
    text: () =>
      elsewhere.some((hold) => hold.frame >= from)
        ? `holds a ${lockClass.name} by the source, but that of another object`
        : `by the source, ${place(goroutine, frame)} and its callers hold no ${lockClass.name} there`,
  });
};

function couldTake(scene: Scene, func: FuncName): boolean {
  const { types, functions } = scene.draft;
  return scene.packages.has(func.package) || types.has(typeOf(func) ?? "") || functions.has(functionOf(func) ?? "");
}
