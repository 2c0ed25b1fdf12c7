import type { LockFacts } from "../facts/lock-facts.ts";
import type { Dump, FuncName, Goroutine, Stack } from "../model/dump.ts";
import { groupsOf, positionsOf } from "../parse/groups-of.ts";
import { waitOfStack } from "../waits/wait-of.ts";
import type { FrameWords } from "./frame-words.ts";
import type { LockDraft } from "./group-waiters.ts";
import { isOf, type Offsets } from "./held-object.ts";
import { RARE_IN_ALL } from "./limits.ts";
import type { PointerIndex } from "./pointer-index.ts";
import type { Place, Scene, Site } from "./scene.ts";
import { suspectsOf } from "./suspects.ts";
import { unheldBySource } from "./unheld.ts";
import { isUntouched } from "./untouched.ts";
import { functionOf, typeOf } from "./waiters.ts";

/** A pointer that more goroutines than this show (the waiters not counted) is not rare. */
const RARE_UP_TO = 2;
/** Of goroutines with the same stack, so many are asked for their receivers: ten thousand requests to one server show the same one. */
const ASKED_PER_STACK = 8;
/** Values further than this from the lock are no heap pointers: types, functions and static data lie elsewhere. */
const HEAP_SPAN = 1n << 36n;

/** Collects what the rules ask about one lock. */
export function buildScene(
  dump: Dump,
  draft: LockDraft,
  facts: LockFacts,
  pointers: PointerIndex,
  wordsOf: (goroutine: Goroutine) => readonly FrameWords[],
  offsets: Offsets,
  shards = 1,
): Scene {
  const waiting = new Set(draft.waiters.map((waiter) => waiter.goroutine.index));
  const othersWith = (pointer: string) =>
    pointers.goroutinesWith(pointer).filter((index) => !waiting.has(index)).length;
  const showing: Scene["showing"] = (wanted) => new Set(wanted.flatMap((pointer) => pointers.goroutinesWith(pointer)));
  const typeCounts = new Map<string, number>();
  const several = new Map<string, boolean>();
  const suspects = once(() => suspectsOf(dump, draft, waiting));
  const holdsOf: Scene["holdsOf"] = (goroutine) => {
    const all = facts.heldBy(goroutine.stack);
    const elsewhere = all.filter(
      (held) => held.class === draft.class?.name && isOf(draft, offsets, goroutine, held)?.answer === "another",
    );
    return { held: elsewhere.length === 0 ? all : all.filter((held) => !elsewhere.includes(held)), elsewhere };
  };
  const packages = new Set(draft.waiters.flatMap(({ site }) => (site ? [site.func.package] : [])));
  return {
    dump,
    draft,
    facts,
    waiting,
    heldBy: heldBy(draft),
    shards,
    sites: sitesOf(draft),
    ways: waysTo(draft, packages),
    packages,
    oldest: draft.waiters.reduce<number | undefined>(
      (oldest, { goroutine: { minutes } }) => (minutes === undefined ? oldest : Math.max(minutes, oldest ?? 0)),
      undefined,
    ),
    suspects,
    unheldBySource: once(() => unheldBySource(facts, draft, facts.covers && draft.class && suspects(), holdsOf)),
    isUntouched: once(() => isUntouched(dump, draft, waiting, suspects(), packages, showing)),
    holdsOf,
    tookOn: (goroutine, held) => {
      const found = isOf(draft, offsets, goroutine, held);
      return found?.answer === "this" ? found.pointer : undefined;
    },
    wordsOf,
    othersWith,
    othersShowing: (wanted) => {
      const found = new Set<number>();
      for (const pointer of wanted)
        for (const index of pointers.goroutinesWith(pointer)) if (!waiting.has(index)) found.add(index);
      return found;
    },
    showing,
    othersOfType: (type) => {
      let count = typeCounts.get(type);
      if (count === undefined) {
        count = stacksWithType(dump, type, waiting);
        typeCounts.set(type, count);
      }
      return count;
    },
    severalReceivers: (type) => {
      let known = several.get(type);
      if (known === undefined) {
        known = hasSeveralReceivers(dump, type, wordsOf);
        several.set(type, known);
      }
      return known;
    },
    rarePointers: rarePointers(draft, wordsOf, pointers, waiting),
  };
}

function heldBy(draft: LockDraft): Scene["heldBy"] {
  const locks = draft.waiters.map((waiter) => waiter.lock);
  if (locks.some((lock) => lock.behind === "readers")) return "readers";
  // Without an address there may be waiters that were not recognised as those of this lock, writers among them.
  return draft.address !== undefined && locks.every((lock) => lock.mode === "rlock") ? "writer" : "any";
}

function sitesOf(draft: LockDraft): Map<FuncName, Site[]> {
  const sites = new Map<FuncName, Site[]>();
  for (const { site, lock } of draft.waiters) {
    if (!site?.location) continue;
    const known = sites.get(site.func) ?? [];
    const { file, line } = site.location;
    if (!known.some((other) => other.line === line && other.mode === lock.mode))
      known.push({ file, line, mode: lock.mode });
    sites.set(site.func, known);
  }
  return sites;
}

function waysTo(draft: LockDraft, packages: ReadonlySet<string>): Map<FuncName, Place[]> {
  const ways = new Map<FuncName, Place[]>();
  for (const { goroutine, siteIndex } of sampleWaiters(draft)) {
    for (const { func, location } of goroutine.stack.frames.slice(siteIndex + 1)) {
      if (!location || !packages.has(func.package)) continue;
      const known = ways.get(func) ?? [];
      if (!known.some(({ line }) => line === location.line)) known.push(location);
      ways.set(func, known);
    }
  }
  return ways;
}

function stacksWithType(dump: Dump, type: string, waiting: ReadonlySet<number>): number {
  // The first goroutine of each stack tells.
  const firsts = new Map<Stack, { readonly index: number; readonly active: boolean }>();
  for (const { stack, state, indexes } of groupsOf(dump)) {
    if (!stack.frames.some(({ func }) => typeOf(func) === type)) continue;
    const index = indexes.find((one) => !waiting.has(one));
    if (index === undefined || index > (firsts.get(stack)?.index ?? Number.POSITIVE_INFINITY)) continue;
    firsts.set(stack, { index, active: waitOfStack(state, stack).idle === undefined });
  }
  return [...firsts.values()].filter(({ active }) => active).length;
}

function hasSeveralReceivers(
  dump: Dump,
  type: string,
  wordsOf: (goroutine: Goroutine) => readonly FrameWords[],
): boolean {
  let first: string | undefined;
  const ofType = groupsOf(dump).filter(({ stack }) => stack.frames.some(({ func }) => placeOf(func) === type));
  const asked = new Map<Stack, number>();
  for (const index of positionsOf(ofType)) {
    const stack = dump.goroutines.stackAt(index);
    const times = asked.get(stack) ?? 0;
    if (times >= ASKED_PER_STACK) continue;
    asked.set(stack, times + 1);
    for (const { frame, receiver, first: argument } of wordsOf(dump.goroutines.at(index))) {
      const func = stack.frames[frame]?.func;
      const object = receiver ?? argument;
      if (object === undefined || !func || placeOf(func) !== type) continue;
      first ??= object;
      if (object !== first) return true;
    }
  }
  return false;
}

/** Where a function belongs: its receiver's type, or itself. */
function placeOf(func: FuncName): string | undefined {
  return typeOf(func) ?? functionOf(func);
}

function rarePointers(
  draft: LockDraft,
  wordsOf: (goroutine: Goroutine) => readonly FrameWords[],
  pointers: PointerIndex,
  waiting: ReadonlySet<number>,
): Map<string, Goroutine> {
  const near = draft.address ?? [...draft.objects][0];
  const rare = new Map<string, Goroutine>();
  for (const { goroutine, siteIndex } of sampleWaiters(draft)) {
    // Inside the primitive a flag's word can still hold what the stack held before.
    const own = wordsOf(goroutine).filter(({ frame }) => frame >= siteIndex);
    for (const word of own.flatMap(({ words }) => words)) {
      if (rare.has(word) || (near !== undefined && !isNear(word, near))) continue;
      const all = pointers.goroutinesWith(word);
      if (all.length > RARE_IN_ALL) continue;
      const others = all.filter((index) => !waiting.has(index)).length;
      if (others >= 1 && others <= RARE_UP_TO) rare.set(word, goroutine);
    }
  }
  return rare;
}

function isNear(word: string, other: string): boolean {
  const distance = BigInt(word) - BigInt(other);
  return distance < HEAP_SPAN && distance > -HEAP_SPAN;
}

/** Waiters whose pointers are compared: one of each stack and no more than a few, so that twelve thousand cost no more than ten. */
export function sampleWaiters(draft: LockDraft): LockDraft["waiters"] {
  const seen = new Set<Stack>();
  return draft.waiters.filter(({ goroutine: { stack } }) => !seen.has(stack) && seen.add(stack)).slice(0, 16);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
