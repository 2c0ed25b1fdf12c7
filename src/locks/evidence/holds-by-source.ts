import type { EvidenceRule } from "../scene.ts";
import { weights } from "../weights.ts";
import { place } from "./place.ts";

/** The lock facts say: a function on this stack holds a lock of this class while it calls what it calls. */
export const holdsBySource: EvidenceRule = (scene, { goroutine, from, held }) => {
  const lockClass = scene.draft.class;
  if (!lockClass) return undefined;
  const hold = held.find(
    (hold) => hold.class === lockClass.name && hold.frame >= from && modeFits(scene.heldBy, hold.mode, lockClass.kind),
  );
  if (!hold) return undefined;
  return {
    rule: "holds-by-source",
    weight: weights.holdsBySource,
    frame: hold.frame,
    text: `${place(goroutine, hold.frame)} holds ${hold.mode === "rlock" ? "for reading " : ""}${lockClass.name} while it calls ${
      goroutine.stack.frames[hold.frame - 1]?.func.short ?? "on"
    }`,
    source: hold.fact.source,
  };
};

function modeFits(heldBy: "readers" | "writer" | "any", mode: "lock" | "rlock", kind: "mutex" | "rwmutex"): boolean {
  if (kind === "mutex" || heldBy === "any") return true;
  return heldBy === "readers" ? mode === "rlock" : mode === "lock";
}
