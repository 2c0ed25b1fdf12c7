import { beforeAll, describe, expect, test } from "vitest";
import { findDependencies } from "../../src/locks/find-dependencies.ts";
import type { ContendedLock, Deadlock, Diagnosis } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { playing, type ShapeTruth, shapeBytes, shapeDump, shapeDumps, shapeTruth } from "./shape.ts";

/** From here on a wrong name is worse than none. */
const CONFIDENT = 0.8;

const SEVERITIES = ["info", "warning", "critical"];

const idsOf = (refs: readonly { readonly goroutine: number }[]): number[] =>
  refs.map(({ goroutine }) => goroutine).sort((a, b) => a - b);

describe.each(shapeDumps())("$file", ({ shape, file }) => {
  const truth = shapeTruth(shape);
  const dump = shapeDump(file);
  let found: Diagnosis;

  beforeAll(async () => {
    found = await diagnose([{ name: file, bytes: shapeBytes(file) }]);
  });

  /** The lock that all these roles wait for; of those who look like its owner one is not among them. */
  function lockOf({ waiters }: ShapeTruth["locks"][number]): ContendedLock | undefined {
    const wanted = playing(dump, waiters);
    return found.locks.find((lock) => {
      const got = idsOf(lock.waiters);
      return truth.holderAlike
        ? got.length === wanted.length - 1 && got.every((id) => wanted.includes(id))
        : got.join() === wanted.join();
    });
  }

  test("finds each lock with its waiters, and no other", () => {
    expect(found.locks).toHaveLength(truth.locks.length);
    for (const lock of truth.locks) expect(lockOf(lock)).toMatchObject({ kind: lock.kind });
  });

  test("names the owner, or says that it cannot be told", () => {
    for (const lock of truth.locks) {
      const { verdict, goroutines, confidence } = lockOf(lock)?.owner ?? {};
      const waiting = idsOf(lockOf(lock)?.waiters ?? []);
      const { owner } = lock;
      expect([owner.verdict, ...(owner.also_accept ?? [])]).toContain(verdict);
      if (goroutines === undefined || goroutines.length === 0) continue;
      const misled = owner.misleading && playing(dump, owner.misleading);
      if (misled?.includes(goroutines[0]?.goroutine ?? -1)) expect(confidence).toBeLessThan(CONFIDENT);
      else
        expect(idsOf(goroutines)).toEqual(
          playing(dump, owner.goroutines).filter((id) => !truth.holderAlike || !waiting.includes(id)),
        );
    }
  });

  test("never names a bystander with confidence", () => {
    const bystanders = playing(dump, truth.bystanders ?? []);
    const named = found.locks.flatMap(({ owner }) =>
      owner.candidates.filter(({ confidence }) => confidence >= CONFIDENT),
    );
    expect(named.filter(({ goroutine }) => bystanders.includes(goroutine))).toEqual([]);
  });

  test("tells who can never go on", () => {
    const brief = (kind: string, goroutines: readonly number[]) => `${kind} ${goroutines}`;
    const wanted = (truth.deadlocks ?? []).map(({ kind, goroutines }) => brief(kind, playing(dump, goroutines)));
    const isWanted = ({ kind, goroutines }: Deadlock) => wanted.includes(brief(kind, idsOf(goroutines)));
    expect(found.deadlocks.filter(isWanted)).toHaveLength(wanted.length);
    const stuck = playing(dump, truth.stuck ?? []);
    for (const deadlock of found.deadlocks.filter((deadlock) => !isWanted(deadlock))) {
      for (const id of idsOf(deadlock.goroutines)) expect(stuck).toContain(id);
      expect(deadlock.confidence).toBeLessThan(CONFIDENT);
    }
  });

  test("tells who waits for whom without a lock", () => {
    const links = findDependencies(dump).map(({ kind, from, to }) => `${kind} ${from.id} ${to.id}`);
    const wanted = (truth.dependencies ?? []).flatMap(({ kind, from, to }) =>
      playing(dump, to).map((id) => `${kind} ${playing(dump, [from])} ${id}`),
    );
    expect(links.sort()).toEqual(wanted.sort());
  });

  test("leads to the root blocker", () => {
    const chain = found.chains[0];
    const { end, steps } = truth;
    if (end) expect(chain?.end.kind).toBe(end.kind);
    if (end) expect(playing(dump, [end.goroutine])).toEqual([chain?.steps.at(-1)?.goroutine]);
    for (const [at, role] of (steps ?? []).entries())
      expect(playing(dump, [role])).toContain(chain?.steps[at]?.goroutine);
  });

  test("raises no more alarm than it should", () => {
    const highest = SEVERITIES.indexOf(truth.severity ?? "critical");
    expect(found.findings.filter(({ severity }) => SEVERITIES.indexOf(severity) > highest)).toEqual([]);
  });
});
