import { isAsleep } from "../graph/build-graph.ts";
import { isWhole } from "../locks/suspects.ts";
import type { Dump } from "../model/dump.ts";
import type { WaitKind } from "../model/wait.ts";
import { waitOf } from "../waits/wait-of.ts";

/** Waits that only another goroutine of the same process can end. */
const INTERNAL: ReadonlySet<WaitKind> = new Set(["lock", "once", "waitgroup", "cond", "channel", "semaphore"]);

/**
 * Why nothing in a process goes on by itself. "asleep": the runtime has said so; it looks for timers and open connections before it does. "closed":
 * all goroutines of the dump wait for another one of them, but for the one that took the dump.
 */
export type Standstill = "asleep" | "closed";

const known = new WeakMap<Dump, Standstill | "none">();

/** Whether nothing in a process goes on by itself, and how that is known; undefined when somebody may act, or when that cannot be told. */
export function standstillOf(dump: Dump): Standstill | undefined {
  let found = known.get(dump);
  if (!found) {
    found = isAsleep(dump) ? "asleep" : isClosed(dump) ? "closed" : "none";
    known.set(dump, found);
  }
  return found === "none" ? undefined : found;
}

function isClosed(dump: Dump): boolean {
  if (!isWhole(dump)) return false;
  const { goroutines } = dump;
  for (let index = 0; index < goroutines.length; index++) {
    const wait = waitOf(goroutines.at(index));
    if (index === 0 && wait.kind === "running") continue;
    if (!INTERNAL.has(wait.kind) || (wait.idle !== undefined && !wait.idlePresumed)) return false;
  }
  return true;
}
