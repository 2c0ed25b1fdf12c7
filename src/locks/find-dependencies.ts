import type { SignalFacts } from "../facts/signal-facts.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Dump, FuncName } from "../model/dump.ts";
import type { WaitKind } from "../model/wait.ts";
import { bySource } from "./dependencies/by-source.ts";
import { children } from "./dependencies/children.ts";
import { condition } from "./dependencies/condition.ts";
import { once } from "./dependencies/once.ts";
import { ownChild } from "./dependencies/own-child.ts";
import { isPipe, ownLoop } from "./dependencies/own-loop.ts";
import { parentWaits } from "./dependencies/parent-waits.ts";
import { type Population, populationOf, type Sleeper } from "./dependencies/population.ts";
import { waitGroup } from "./dependencies/wait-group.ts";

/**
 * Who must act for the goroutines that wait for a WaitGroup, a Once, a channel or a condition. First what the frames tell: the primitive's
 * address among another goroutine's arguments, the function in "created by", the function that a Once runs. Where they say nothing, what the
 * source says of the functions that other goroutines are in.
 * @param holders Positions in the dump of those that hold contended locks: only of them a select is looked into, because most selects wait for
 * whatever comes.
 */
export function findDependencies(
  dump: Dump,
  signals?: SignalFacts,
  holders: ReadonlySet<number> = new Set(),
): Dependency[] {
  const population = populationOf(dump);
  const waiting = population.where(
    ({ kind, site }, { frames }) =>
      signals !== undefined ||
      TOLD_BY_FRAMES.has(kind) ||
      (kind === "select" && (holders.size > 0 || isParentWait(frames[site]?.func))),
  );
  return waiting.flatMap((sleeper) => {
    // That one other goroutine has the object of a condition is a guess beside the line that signals it.
    const signalled = signals && sleeper.wait.kind === "cond" ? bySource(sleeper, population, signals) : [];
    if (signalled.length > 0) return signalled;
    const byFrames = fromFrames(sleeper, population, holders);
    if (byFrames.length > 0) return byFrames;
    const read = signals ? bySource(sleeper, population, signals) : [];
    return read.length > 0 ? read : served(sleeper, population, holders);
  });
}

/** Waits of which frames can tell who must act; of selects only those of holders. */
const TOLD_BY_FRAMES: ReadonlySet<WaitKind> = new Set(["waitgroup", "cond", "once", "channel"]);

/** How a function of a library can wait for the goroutines that it knows, besides with a WaitGroup and on a channel. */
const POLLED: ReadonlySet<WaitKind> = new Set(["select", "cond"]);

function fromFrames(sleeper: Sleeper, population: Population, holders: ReadonlySet<number>): Dependency[] {
  const { goroutine, wait } = sleeper;
  if (POLLED.has(wait.kind) && isParentWait(goroutine.stack.frames[wait.site]?.func))
    return children(sleeper, population, "channel");
  if (wait.kind === "waitgroup") return waitGroup(sleeper, population);
  if (wait.kind === "cond" && wait.idle === undefined) return condition(sleeper, population);
  if (wait.kind === "once") return once(sleeper, population);
  if (wait.kind === "channel" && wait.channel?.direction === "receive") return children(sleeper, population, "channel");
  if (wait.kind === "select" && holders.has(goroutine.index)) return ownChild(sleeper, population);
  return [];
}

/** Who probably serves the channel that somebody waits at: who only seems to wait for work must hold a lock. */
function served(sleeper: Sleeper, population: Population, holders: ReadonlySet<number>): Dependency[] {
  const { goroutine, wait } = sleeper;
  if (wait.channel?.nil || (wait.kind !== "channel" && !isPipe(goroutine.stack, wait))) return [];
  const waits = wait.idle === undefined || (wait.idlePresumed === true && holders.has(goroutine.index));
  return waits ? ownLoop(sleeper, population) : [];
}

function isParentWait(site: FuncName | undefined): boolean {
  return site !== undefined && parentWaits.some(({ waiter }) => waiter(site));
}
