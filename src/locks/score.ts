import type { Goroutine } from "../model/dump.ts";
import { makeClue } from "./clue.ts";
import { connected } from "./connection-filter.ts";
import { countBy } from "./count-by.ts";
import { beforeLockSite } from "./evidence/before-lock-site.ts";
import { waitsForCondition } from "./evidence/condition.ts";
import { tellCrowds } from "./evidence/crowd.ts";
import { holdsBySource } from "./evidence/holds-by-source.ts";
import { lockedByName } from "./evidence/locked-by-name.ts";
import { notHeldBySource } from "./evidence/not-held-by-source.ts";
import { sameObject } from "./evidence/object.ts";
import { pastLockSite } from "./evidence/past-lock-site.ts";
import { rarePointer } from "./evidence/rare-pointer.ts";
import { age, situation } from "./evidence/situation.ts";
import { tellTwins } from "./evidence/twins.ts";
import { PLACING, rarity } from "./limits.ts";
import type { Clue, EvidenceRule, Scene, Subject } from "./scene.ts";
import { passedBefore, readInPlace, selfClues } from "./self.ts";

/** When more waiters than this have the same stack, what it shows is the usual way to the lock: none of them is told to hold it. */
const USUAL_FROM = 20;

/** More goroutines than this that can hold a lock say nothing about any of them. */
const FEW = 3;

/** A goroutine with its evidence. */
export interface Scored {
  readonly goroutine: Goroutine;
  /** It is one of the lock's waiters. */
  readonly self: boolean;
  clues: Clue[];
  total: number;
  /** Of several with the same evidence the one to name first, see `dealOut`. */
  first?: true;
}

/** Rules that connect a goroutine with this lock; without one of them it is no candidate. */
const CONNECTING: readonly EvidenceRule[] = [
  holdsBySource,
  notHeldBySource,
  pastLockSite,
  sameObject,
  lockedByName,
  rarePointer,
];
/** Rules about a candidate's own state. */
const STATE: readonly EvidenceRule[] = [beforeLockSite, situation, age, waitsForCondition];
/** For waiters themselves: what they do outside their lock site. */
const CONNECTING_SELF: readonly EvidenceRule[] = [holdsBySource, notHeldBySource, lockedByName];

/** All goroutines that some rule connects with the lock, in file order. */
export function scoreCandidates(scene: Scene): Scored[] {
  const found: Omit<Scored, "total">[] = [];
  for (const goroutine of connected(scene)) {
    if (goroutine.id === undefined || goroutine.id === 0) continue;
    const subject = { goroutine, from: 0, ...scene.holdsOf(goroutine) };
    const all = clues(CONNECTING, scene, subject);
    const connecting = oncePerFrame(all);
    if (!connecting.some((clue) => clue.weight > 0)) continue;
    const unplaced = somewhere(scene, connecting);
    found.push({ goroutine, self: false, clues: [...connecting, ...unplaced, ...stateClues(scene, subject, all)] });
  }
  const alike = countBy(scene.draft.waiters, ({ goroutine }) => goroutine.stack);
  for (const waiter of scene.draft.waiters) {
    if ((alike.get(waiter.goroutine.stack) ?? 0) > USUAL_FROM) continue;
    const { goroutine, siteIndex } = waiter;
    if (goroutine.id === undefined || siteIndex < 0) continue;
    const subject: Subject = { goroutine, from: siteIndex + 1, ...scene.holdsOf(goroutine) };
    const own = [
      passedBefore(scene, subject, waiter) ?? [],
      readInPlace(scene, subject, waiter) ?? [],
      selfClues(scene, subject, waiter),
    ].flat();
    const connecting = [...clues(CONNECTING_SELF, scene, subject), ...own];
    if (connecting.some((clue) => clue.weight > 0)) found.push({ goroutine, self: true, clues: connecting });
  }
  return (found.length > 0 ? tellTwins(scene, tellCrowds(scene, found)) : fewSuspects(scene))
    .map((candidate) => ({ ...candidate, total: candidate.clues.reduce((sum, clue) => sum + clue.weight, 0) }))
    .sort((a, b) => a.goroutine.index - b.goroutine.index);
}

/** Each of several readers is judged by itself: who works on the object may as well have read before, or be about to. */
function somewhere(scene: Scene, connecting: readonly Clue[]): Clue[] {
  if (scene.heldBy !== "readers" || connecting.some(({ rule, weight }) => weight > 0 && PLACING.has(rule))) return [];
  return [
    makeClue("readerSomewhere", {
      rule: "place-not-known",
      text: () => "nothing shows that it is past a line that takes the lock for reading",
    }),
  ];
}

/** When no rule connects anybody with the lock: those few that can hold it at all, since somebody does. */
function fewSuspects(scene: Scene): Omit<Scored, "total">[] {
  const suspects = scene.suspects() ?? [];
  // A lock inside a type is held by its methods, which other rules find.
  if (suspects.length > FEW || scene.draft.types.size > 0) return [];
  return suspects
    .filter(({ id }) => id !== undefined && id !== 0)
    .map((goroutine) => {
      const subject = { goroutine, from: 0, ...scene.holdsOf(goroutine) };
      const clue = makeClue("oneOfFew", {
        rule: "one-of-few",
        scale: rarity(suspects.length),
        text: () =>
          suspects.length === 1
            ? "is the only goroutine of this code base that can hold the lock: all others wait for it or are idle"
            : `is one of ${suspects.length} goroutines of this code base that can hold the lock: all others wait for it or are idle`,
      });
      // What speaks against it counts, too: nothing else has connected anybody.
      return {
        goroutine,
        self: false,
        clues: [clue, ...clues(CONNECTING, scene, subject), ...clues(STATE, scene, subject)],
      };
    });
}

/** Adds a clue found later. */
export function addClue(scored: Scored, clue: Clue): void {
  scored.clues = [...scored.clues, clue];
  scored.total += clue.weight;
}

/**
 * What a candidate does now. A worker waits in its own loop: one that waits in something called from behind a lock site is at work, even if
 * its stack is as short as a worker's.
 */
function stateClues(scene: Scene, subject: Subject, connecting: readonly Clue[]): Clue[] {
  const insideCall = connecting.some(
    ({ rule, frame }) => rule === "past-lock-site" && frame !== undefined && frame > 0,
  );
  return clues(STATE, scene, subject).filter(({ rule }) => !(insideCall && rule === "looks-idle"));
}

function clues(rules: readonly EvidenceRule[], scene: Scene, subject: Subject): Clue[] {
  return rules.flatMap((rule) => rule(scene, subject) ?? []);
}

/**
 * What one frame tells counts once. By its place and by its object it says that it runs code of this lock: the place says more. Where the
 * source says that it holds a lock of the class, being past the line that takes it says the same again, and nothing on which lock it is.
 */
function oncePerFrame(found: readonly Clue[]): Clue[] {
  const past = found.find(({ rule }) => rule === "past-lock-site");
  if (!past) return [...found];
  const known = found.some(({ rule, frame }) => rule === "holds-by-source" && frame === past.frame);
  const repeated = known && past.feature === "pastLockSite";
  return found.filter((clue) => {
    if (clue === past) return !repeated;
    const byObject = clue.rule === "same-object" || clue.rule === "same-type";
    return clue.frame !== past.frame || !byObject;
  });
}

/** A clue that two locks give each other: see `weights.closesCycle`. */
export function cycleClue(other: string): Clue {
  return makeClue("closesCycle", {
    rule: "closes-cycle",
    text: () =>
      `waits for ${other}, which a waiter of this lock seems to hold: together they explain why neither goes on`,
  });
}
