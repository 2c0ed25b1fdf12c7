import { makeClue } from "../clue.ts";
import type { EvidenceRule } from "../scene.ts";
import { place } from "./place.ts";

/** The lock facts say: a function on this stack holds a lock of this class while it calls what it calls. */
export const holdsBySource: EvidenceRule = (scene, { goroutine, from, held }) => {
  const lockClass = scene.draft.class;
  if (!lockClass) return undefined;
  const holds = held.filter(
    (hold) => hold.class === lockClass.name && hold.frame >= from && modeFits(scene.heldBy, hold.mode, lockClass.kind),
  );
  const hold = holds.find(({ may }) => !may) ?? holds[0];
  if (!hold) return undefined;
  const callee = goroutine.stack.frames[hold.frame - 1]?.func.short;
  return makeClue(hold.may ? "mayHoldBySource" : "holdsBySource", {
    rule: "holds-by-source",
    frame: hold.frame,
    ...(hold.mode === "rlock" && { reading: true }),
    taking: `${hold.frame} ${lockClass.name}`,
    text: () =>
      `${place(goroutine, hold.frame)} ${hold.may ? "may hold" : "holds"} ${hold.mode === "rlock" ? "for reading " : ""}${
        lockClass.name
      } ${callee === undefined ? "at this line" : `while it calls ${callee}`}`,
    source: hold.fact.source,
  });
};

export function modeFits(
  heldBy: "readers" | "writer" | "any",
  mode: "lock" | "rlock",
  kind: "mutex" | "rwmutex",
): boolean {
  if (kind === "mutex" || heldBy === "any") return true;
  return heldBy === "readers" ? mode === "rlock" : mode === "lock";
}
