import { makeClue } from "../clue.ts";
import type { EvidenceRule } from "../scene.ts";
import { place, sourceLine } from "./place.ts";

/**
 * The goroutine stands in a function that waiters wait in, at a line before all those where they ask for the lock, and further out it is past
 * none: it has not come to the lock, or a loop has brought it back.
 */
export const beforeLockSite: EvidenceRule = (scene, { goroutine, from }) => {
  const { frames } = goroutine.stack;
  const read = (scene.draft.class && scene.facts.covers?.(goroutine.stack)) ?? [];
  let found: { readonly frame: number; readonly site: string } | undefined;
  for (let frame = from; frame < frames.length; frame++) {
    const entry = frames[frame];
    const location = entry?.location;
    const sites = entry && scene.sites.get(entry.func)?.filter(({ file }) => file === location?.file);
    if (!sites || !location || sites.length === 0 || read.includes(frame)) continue;
    const first = Math.min(...sites.map(({ line }) => line));
    if (location.line >= first) return undefined;
    found ??= { frame, site: sourceLine(location.file, first) };
  }
  return (
    found &&
    makeClue("beforeLockSite", {
      rule: "before-lock-site",
      frame: found.frame,
      text: `is in ${place(goroutine, found.frame)}, before ${found.site} where waiters of that function ask for the lock`,
    })
  );
};
