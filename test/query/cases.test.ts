import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { diagnoseDump, ids, isRight, lockLike, realLocks, truthFolders, truthOf } from "./lock-truth.ts";

const OWN = new URL("../fixtures/cases/", import.meta.url);
const SHARED = new URL("../../../shared/cases/", import.meta.url);

if (!existsSync(SHARED)) process.stderr.write("skipped: no further lock cases beside the project\n");

const own = truthFolders(OWN);
const further = existsSync(SHARED) ? truthFolders(SHARED).filter((folder) => !own.includes(folder)) : [];
const cases = [...own.map((folder) => ({ root: OWN, folder })), ...further.map((folder) => ({ root: SHARED, folder }))];

describe.each(cases)("$folder", ({ root, folder }) => {
  const truth = truthOf(root, folder);
  let found: Diagnosis;

  beforeAll(async () => {
    found = await diagnoseDump(root, folder);
  });

  test("keeps every goroutine", () => {
    const count = found.dumps.reduce((sum, { goroutines }) => sum + goroutines, 0);
    const accepted = [truth.goroutines["dump.txt"], ...(truth.goroutines_also_accept?.["dump.txt"] ?? [])];
    expect(accepted).toContain(count);
  });

  test("finds each lock with its waiters, and no other", () => {
    const brief = ({ kind, waiters }: { kind: string; waiters: readonly { goroutine: number; mode: string }[] }) => ({
      kind,
      waiters: ids(waiters),
      readers: ids(waiters.filter(({ mode }) => mode === "rlock")),
    });
    const wanted = realLocks(truth).map(brief);
    const named = found.locks.filter(({ waiters }) => waiters.length > 0).map(brief);
    expect(named).toHaveLength(wanted.length);
    expect(named).toEqual(expect.arrayContaining(wanted));
    // Waiters whose text has no header cannot be named; their lock is told all the same.
    expect(found.locks.length - named.length).toBe(truth.locks_without_id?.length ?? 0);
  });

  test("prints the true address where it prints one", () => {
    for (const lock of realLocks(truth)) {
      const { addressIs, address } = lockLike(found, lock) ?? {};
      if (lock.address && addressIs === "exact") expect(address).toBe(lock.address);
    }
  });

  test("names the owner", () => {
    for (const lock of realLocks(truth)) {
      const owner = lockLike(found, lock)?.owner;
      expect(owner && isRight(owner, lock), JSON.stringify({ found: owner, wanted: lock.owner }, null, 1)).toBe(true);
    }
  });

  test("tells who can never go on", () => {
    const cycles = found.deadlocks.filter(({ kind }) => kind === "cycle" || kind === "self");
    const { cycle, goroutines, via, also_accept } = truth.deadlock;
    const selfAccepted = truth.locks.some(({ owner }) => owner.also_accept?.includes("self"));
    if (!cycle && also_accept?.cycle !== true && !selfAccepted) expect(cycles).toEqual([]);
    // A cycle that a channel closes is not in the dump: it does not say who would receive.
    const overLocks =
      cycle && also_accept === undefined && (via?.startsWith("locks") ?? !truth.bug.includes("channel"));
    if (!overLocks) return;
    expect(cycles).toHaveLength(1);
    if (goroutines) expect(ids(cycles[0]?.goroutines ?? [])).toEqual(goroutines);
    else expect(cycles[0]?.goroutines.length).toBeGreaterThan(0);
  });
});
