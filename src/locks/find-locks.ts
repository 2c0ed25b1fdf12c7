import type { LockFacts } from "../facts/lock-facts.ts";
import type { Dump, Goroutine } from "../model/dump.ts";
import type { Lock } from "../model/lock.ts";
import { buildScene, sampleWaiters } from "./build-scene.ts";
import { countBy } from "./count-by.ts";
import { dealOut } from "./deal-out.ts";
import { type FrameWords, frameWords } from "./frame-words.ts";
import { groupWaiters, type LockDraft } from "./group-waiters.ts";
import { Offsets } from "./held-object.ts";
import { CANDIDATE_FROM } from "./limits.ts";
import { type Case, type Shares, shareOut } from "./match.ts";
import { indexPointers, type PointerIndex } from "./pointer-index.ts";
import type { Scene } from "./scene.ts";
import { addClue, cycleClue, type Scored, scoreCandidates } from "./score.ts";
import { judge, type Verdict } from "./verdict.ts";
import { findWaiters } from "./waiters.ts";

/**
 * Every mutex and rwmutex of a dump that at least one goroutine waits for, with its owner as far as evidence goes.
 * Most waiters first, then by address or key.
 */
export function findLocks(dump: Dump, facts: LockFacts): Lock[] {
  return judgeLocks(dump, facts, judge).map(toLock).sort(byWaiters);
}

/** A lock with what is said of its owner. */
export interface JudgedLock {
  readonly scene: Scene;
  readonly verdict: Verdict;
}

/** The same in the order in which the locks were found, by a way to come from evidence to a verdict. */
export function judgeLocks(dump: Dump, facts: LockFacts, by: typeof judge): JudgedLock[] {
  const cases = scoreLocks(dump, facts).map(({ scene, scored }) => ({
    scene,
    scored: scored.filter(({ total }) => total >= CANDIDATE_FROM),
  }));
  dealOut(cases);
  const shares = shareOut(cases);
  return cases.map((one, index) => ({ scene: one.scene, verdict: by(one, shares[index] as Shares) }));
}

/** The locks of a dump with all evidence on who holds them, before anything is concluded from it. */
export function scoreLocks(dump: Dump, facts: LockFacts): { readonly scene: Scene; readonly scored: Scored[] }[] {
  const drafts = groupWaiters(findWaiters(dump), facts);
  if (drafts.length === 0) return [];
  const wordsOf = cached(frameWords);
  const pointers = indexLocks(dump, drafts, wordsOf);
  const offsets = new Offsets(dump, drafts);
  const shards = countBy(drafts, shardsOf);
  const cases = drafts.map((draft) => {
    const scene = buildScene(dump, draft, facts, pointers, wordsOf, offsets, shards.get(shardsOf(draft)));
    return { scene, scored: scoreCandidates(scene) };
  });
  closeCycles(cases);
  return cases;
}

/** What locks have in common that are elements of one table: the object that they lie in and the functions that ask for them. */
function shardsOf(draft: LockDraft): string {
  const { kind, objects, types, key } = draft;
  return objects.size === 0 ? key : `${kind} in ${[...objects].sort().join()} of ${[...types].sort().join()}`;
}

/** Two locks whose best candidates wait for each other's lock support each other. */
function closeCycles(cases: readonly Case[]): void {
  // Of ten thousand waiters hardly any is a candidate.
  const candidates = new Set(cases.flatMap(({ scored }) => scored.map(({ goroutine }) => goroutine.index)));
  const waitsFor = new Map<number, Case>();
  for (const lockCase of cases)
    for (const index of lockCase.scene.waiting) if (candidates.has(index)) waitsFor.set(index, lockCase);
  const best = new Map(cases.map((lockCase) => [lockCase, strongest(lockCase.scored)]));
  for (const lockCase of cases) {
    for (const candidate of lockCase.scored) {
      if (candidate.self) continue;
      const other = waitsFor.get(candidate.goroutine.index);
      const holder = other && best.get(other);
      if (other && holder && !holder.self && lockCase.scene.waiting.has(holder.goroutine.index))
        addClue(candidate, cycleClue(describe(other.scene.draft)));
    }
  }
}

function strongest(scored: readonly Scored[]): Scored | undefined {
  return scored.reduce<Scored | undefined>(
    (best, candidate) => (candidate.total > (best?.total ?? 0) ? candidate : best),
    undefined,
  );
}

function describe(draft: LockDraft): string {
  return draft.class?.name ?? (draft.address === undefined ? `a ${draft.key}` : `${draft.kind} ${draft.address}`);
}

/** Of a lock's address and its objects counts who shows them, of all else that a few waiters show, who shares what is rare. */
function indexLocks(
  dump: Dump,
  drafts: readonly LockDraft[],
  wordsOf: (goroutine: Goroutine) => readonly FrameWords[],
): PointerIndex {
  const wanted = new Set<string>();
  const rare = new Set<string>();
  for (const { address, objects } of drafts) {
    if (address !== undefined) wanted.add(address);
    for (const object of objects) wanted.add(object);
  }
  for (const draft of drafts)
    for (const { goroutine } of sampleWaiters(draft))
      for (const { words } of wordsOf(goroutine))
        for (const word of words) (draft.receivers.has(word) ? wanted : rare).add(word);
  return indexPointers(dump, wanted, rare);
}

function toLock({ scene: { draft, dump }, verdict }: JudgedLock): Lock {
  const objects = [...draft.objects];
  return {
    key: draft.key,
    dump,
    kind: draft.kind,
    ...(draft.address !== undefined && { address: draft.address }),
    addressIs: draft.address !== undefined ? "exact" : objects.length > 0 ? "field" : "none",
    ...(objects.length === 1 && { within: objects[0] as string }),
    ...(draft.class && { name: draft.class.name }),
    waiters: draft.waiters,
    ...verdict,
  };
}

function byWaiters(a: Lock, b: Lock): number {
  return b.waiters.length - a.waiters.length || (a.address ?? a.key).localeCompare(b.address ?? b.key, "en");
}

function cached(compute: (goroutine: Goroutine) => FrameWords[]): (goroutine: Goroutine) => readonly FrameWords[] {
  const known = new Map<number, FrameWords[]>();
  return (goroutine) => {
    let words = known.get(goroutine.index);
    if (!words) {
      words = compute(goroutine);
      known.set(goroutine.index, words);
    }
    return words;
  };
}
