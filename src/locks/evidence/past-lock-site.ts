import { makeClue } from "../clue.ts";
import type { EvidenceRule, Scene } from "../scene.ts";
import { place, sourceLine } from "./place.ts";

/**
 * The goroutine stands in the function that a waiter waits in, at a line behind the one where the waiter asks for the lock: it has passed
 * there. It may have released the lock since, which only the source tells. Not said when both frames show their object and it differs.
 */
export const pastLockSite: EvidenceRule = (scene, { goroutine, from }) => {
  const { frames } = goroutine.stack;
  const read = (scene.draft.class && scene.facts.covers?.(goroutine.stack)) ?? [];
  for (let frame = from; frame < frames.length; frame++) {
    const entry = frames[frame];
    const sites = entry && scene.sites.get(entry.func);
    const location = entry?.location;
    // Where the source has been read it is known whether the lock was released since: `holdsBySource` says so.
    if (!sites || !location || read.includes(frame)) continue;
    const passed = sites.find(
      (site) => site.file === location.file && site.line < location.line && siteFits(scene, site.mode),
    );
    if (!passed) continue;
    const receiver = scene.wordsOf(goroutine).find((words) => words.frame === frame)?.receiver;
    const same = receiver !== undefined && scene.draft.objects.has(receiver);
    if (receiver !== undefined && !same && scene.draft.objects.size > 0) continue;
    return makeClue(same ? "pastLockSiteSameObject" : "pastLockSite", {
      rule: "past-lock-site",
      frame,
      taking: `${frame} ${passed.file}:${passed.line}`,
      text: () =>
        `is in ${place(goroutine, frame)}${same ? ` of the same object ${receiver}` : ""}, past ${sourceLine(passed.file, passed.line)} where waiters of that function ask for the lock`,
    });
  }
  return undefined;
};

function siteFits(scene: Scene, mode: "lock" | "rlock"): boolean {
  if (scene.heldBy === "readers") return mode === "rlock";
  return scene.heldBy !== "writer" || mode === "lock";
}
