import { type SymbolPattern, symbolPattern } from "../facts/symbol-pattern.ts";
import type { Dump, Goroutine, Stack } from "../model/dump.ts";
import { groupsOf, positionsOf } from "../parse/groups-of.ts";
import { waitOfStack } from "../waits/wait-of.ts";
import type { LockDraft } from "./group-waiters.ts";
import { typeOf } from "./waiters.ts";

/**
 * Whether a text shows a whole process: the goroutine that took the dump comes first and runs, or a crash has printed it. Else it may be an
 * excerpt that somebody pasted, and who is not in it may still exist. One that ran on another thread, so that its stack could not be printed, may
 * be anywhere.
 */
export function isWhole(dump: Dump): boolean {
  const { goroutines, truncated, crash } = dump;
  if (truncated || goroutines.length === 0) return false;
  return (goroutines.stateAt(0) === "running" || crash !== undefined) && !hidesStacks(dump);
}

const hidden = new WeakMap<Dump, boolean>();

/** Asked once per dump: thousands of locks may ask. */
function hidesStacks(dump: Dump): boolean {
  let found = hidden.get(dump);
  if (found === undefined) {
    found = groupsOf(dump).some(({ stack }) => stack.unavailable === true);
    hidden.set(dump, found);
  }
  return found;
}

/**
 * All goroutines that can hold a lock: not idle, not waiting for it, and running code of the repository that asks for it. Undefined when the
 * dump does not show the whole process, or when a waiter has just been woken up: then the lock is in motion.
 * @param waiting Positions of the lock's waiters in the dump.
 */
export function suspectsOf(
  dump: Dump,
  draft: LockDraft,
  waiting: ReadonlySet<number>,
): readonly Goroutine[] | undefined {
  if (!isWhole(dump) || draft.waiters.some(({ goroutine }) => goroutine.state === "runnable")) return undefined;
  const roots = repositoriesOfSites(draft);
  if (roots.size === 0) return undefined;
  return possibleHolders(dump, roots, draft.types)
    .filter((index) => !waiting.has(index))
    .map((index) => dump.goroutines.at(index));
}

/**
 * Positions of all goroutines of a whole dump that can hold a lock which code of these repositories asks for, in these types: its waiters
 * among them.
 */
export function possibleHolders(dump: Dump, roots: ReadonlySet<string>, types: ReadonlySet<string>): readonly number[] {
  return ableOf(dump, roots).filter((index) => index > 0 || !tookTheDump(types, dump.goroutines.at(index)));
}

const able = new WeakMap<Dump, Map<string, readonly number[]>>();

/** Positions of all active goroutines that run code of these repositories: thousands of locks may be of the same ones. */
function ableOf(dump: Dump, roots: ReadonlySet<string>): readonly number[] {
  const ofDump = able.get(dump) ?? new Map<string, readonly number[]>();
  able.set(dump, ofDump);
  const key = [...roots].join();
  const known = ofDump.get(key);
  if (known) return known;
  const groups = activeOf(dump).filter(({ repositories }) => repositories.some((repository) => roots.has(repository)));
  const found = positionsOf(groups);
  ofDump.set(key, found);
  return found;
}

/** The repositories whose code asks for the lock. */
export function repositoriesOfSites(draft: LockDraft): ReadonlySet<string> {
  const packages = new Set(draft.waiters.flatMap(({ site }) => site?.func.package ?? []));
  return new Set([...packages].map(repositoryOf));
}

/** Goroutines that are not idle, with the repositories whose code they run. */
interface Active {
  readonly indexes: readonly number[];
  readonly repositories: readonly string[];
}

const active = new WeakMap<Dump, readonly Active[]>();

/** Made once per dump: thousands of locks may ask. */
function activeOf(dump: Dump): readonly Active[] {
  let found = active.get(dump);
  if (!found) {
    found = groupsOf(dump)
      .filter(({ state, stack }) => {
        const { idle, idlePresumed } = waitOfStack(state, stack);
        return !(idle !== undefined && !idlePresumed) && !runsTests(stack);
      })
      .map(({ stack: { frames }, indexes }) => {
        const repositories = [...new Set(frames.map(({ func }) => repositoryOf(func.package)))];
        return { indexes, repositories };
      });
    active.set(dump, found);
  }
  return found;
}

/** The goroutine that took the dump comes first. It is out of the question unless it runs methods of the lock's type. */
function tookTheDump(types: ReadonlySet<string>, { index, state, stack }: Goroutine): boolean {
  if (index !== 0 || state !== "running") return false;
  return !stack.frames.some(({ func }) => types.has(typeOf(func) ?? ""));
}

const RUN: SymbolPattern = symbolPattern("testing.(*T).Run");
const MAIN: SymbolPattern = symbolPattern("testing.(*M).Run");

/** The test framework waits for a test; the program's own code below it has only started it. */
function runsTests({ frames }: Stack): boolean {
  const first = frames[0];
  return first !== undefined && RUN(first.func) && frames.some(({ func }) => MAIN(func));
}

/** "github.com/docker/docker" of any package in it; the first element of a path without a host. */
export function repositoryOf(path: string): string {
  const elements = path.split("/");
  return elements.slice(0, elements[0]?.includes(".") ? 3 : 1).join("/");
}
