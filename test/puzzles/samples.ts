import { compileFacts, type LockFacts } from "../../src/facts/lock-facts.ts";
import type { GoParser } from "../../src/facts/source/go-parser.ts";
import { sourceFacts } from "../../src/facts/source/source-facts.ts";
import { scoreLocks } from "../../src/locks/find-locks.ts";
import { rivals } from "../../src/locks/match.ts";
import type { Scene } from "../../src/locks/scene.ts";
import type { Feature } from "../../src/locks/weights.ts";
import { parse } from "../../src/parse/parse.ts";
import type { Archive, TrueLock } from "./archive.ts";
import { remembering, sourceOf } from "./judge-archive.ts";

/** One explanation of a lock: how often each feature speaks for it. */
export type Explanation = ReadonlyMap<Feature, number>;

/** One choice with its answer: which of the explanations is true. */
export interface Sample {
  readonly explanations: readonly Explanation[];
  readonly truth: number;
}

/** The choices that the locks of an archive pose, with the source or without. */
export function samplesOf(archive: Archive, parser?: GoParser): Sample[] {
  const once = parser && remembering(parser);
  return archive.builds.flatMap(({ program, dumps }) =>
    dumps.flatMap(({ text, locks }) => {
      const [dump] = parse(new TextEncoder().encode(text), { name: "dump.txt" }).dumps;
      if (!dump) return [];
      const stacks = [...dump.goroutines].map(({ stack }) => stack);
      const source = once && sourceOf(archive.programs[program] ?? {}, once);
      const facts: LockFacts = source ? sourceFacts(source, stacks) : compileFacts([]);
      return scoreLocks(dump, facts).flatMap((found) => samplesOfLock(found, locks));
    }),
  );
}

/** What is true of a lock: the one that most of its waiters wait for. */
export function truthOf({ draft }: Scene, locks: readonly TrueLock[]): TrueLock | undefined {
  const ids = draft.waiters.map(({ goroutine }) => String(goroutine.id));
  return locks.find(({ waiters }) => ids.filter((id) => waiters[id] !== undefined).length * 2 > ids.length);
}

function samplesOfLock({ scene, scored }: ReturnType<typeof scoreLocks>[number], locks: readonly TrueLock[]): Sample[] {
  const truth = truthOf(scene, locks);
  if (!truth) return [];
  const holds = scored.map(({ goroutine }) => truth.holders[String(goroutine.id)] !== undefined);
  const candidates = scored.map(({ clues }) => add(clues.map(({ feature, scale }) => [feature, scale] as const)));
  // Several readers may hold it: each is a choice of its own.
  if (scene.heldBy === "readers")
    return candidates.map((candidate, index) => ({
      explanations: [candidate, new Map([["noReader", 1]])],
      truth: holds[index] ? 0 : 1,
    }));
  const { none, abandoned } = rivals(scene, scored);
  const rest: Explanation[] = [new Map([[none, 1]]), ...(abandoned ? [new Map([[abandoned, 1]])] : [])];
  const left = Object.keys(truth.holders).length === 0;
  const holder = holds.indexOf(true);
  const answer = holder >= 0 ? holder : candidates.length + (left && abandoned ? 1 : 0);
  return [{ explanations: [...candidates, ...rest], truth: answer }];
}

function add(features: readonly (readonly [Feature, number])[]): Explanation {
  const sums = new Map<Feature, number>();
  for (const [feature, scale] of features) sums.set(feature, (sums.get(feature) ?? 0) + scale);
  return sums;
}
