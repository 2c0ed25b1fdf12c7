import { makeClue } from "../clue.ts";
import type { EvidenceRule } from "../scene.ts";
import { place, sourceLine } from "./place.ts";

/**
 * The goroutine stands in a function that waiters wait in, at a line before all those where they ask for the lock, and further out it is past
 * none: it has not come to the lock, or a loop has brought it back. The same for a function that leads waiters there: had it taken the lock
 * by that line, they would have it.
 */
export const beforeLockSite: EvidenceRule = (scene, { goroutine, from }) => {
  const { frames } = goroutine.stack;
  const read = (scene.draft.class && scene.facts.covers?.(goroutine.stack)) ?? [];
  let found: { readonly frame: number; readonly site: string; readonly leads: boolean } | undefined;
  for (let frame = from; frame < frames.length; frame++) {
    const entry = frames[frame];
    const location = entry?.location;
    const sites = entry && scene.sites.get(entry.func);
    const way = sites ? undefined : entry && scene.ways.get(entry.func);
    const lines = (sites ?? way)?.flatMap(({ file, line }) => (file === location?.file ? [line] : []));
    if (!lines || !location || lines.length === 0 || read.includes(frame)) continue;
    const first = Math.min(...lines);
    // Who makes the same call as a waiter is judged by what it does there.
    if (way && location.line === first) continue;
    if (location.line >= first) return undefined;
    found ??= { frame, site: sourceLine(location.file, first), leads: way !== undefined };
  }
  if (!found) return undefined;
  const { frame, site, leads } = found;
  const there = () => `is in ${place(goroutine, frame)}, before ${site}`;
  return leads
    ? makeClue("beforeWay", {
        rule: "before-lock-site",
        frame,
        text: () => `${there()}, which waiters have come past on their way to the lock`,
      })
    : makeClue("beforeLockSite", {
        rule: "before-lock-site",
        frame,
        text: () => `${there()} where waiters of that function ask for the lock`,
      });
};
