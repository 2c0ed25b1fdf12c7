import type { Diagnosis } from "../model/diagnosis.ts";
import { goroutines, likelihood } from "../view/words.ts";
import { locksTable } from "./locks-table.ts";
import { type Shown, shown } from "./shown.ts";

/**
 * The locks that goroutines wait for, with waiters and owner, as a table.
 *
 * @param diagnosis - what `diagnose` returned
 */
export function showLocks(diagnosis: Diagnosis): Shown {
  const lines = diagnosis.locks.map(({ lock, waiters, owner }) => {
    const waiting = goroutines(waiters.map(({ goroutine }) => goroutine));
    const named = owner.goroutines.map(({ goroutine }) => goroutine);
    return `${lock}: ${waiting}; ${owner.verdict} ${named.length > 0 ? `${named.join(", ")}, ${likelihood(owner.confidence)}` : ""}`.trim();
  });
  return shown({
    html: locksTable(diagnosis),
    text: lines.length > 0 ? lines.join("\n") : "No goroutine waits for a lock.",
  });
}
