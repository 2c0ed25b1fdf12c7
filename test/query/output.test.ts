import { describe, expect, test } from "vitest";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import type { InputFile } from "../../src/model/input.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { renderJson } from "../../src/view/json.ts";
import { shapeBytes, shapeDumps } from "../locks/shape.ts";
import { filesOf, sampleNames } from "../samples/truth.ts";
import { validate } from "../view/schema/validate.ts";
import { diagnoseDump, truthFolders } from "./lock-truth.ts";

const CASES = new URL("../fixtures/cases/", import.meta.url);

/** What the contract says of order, which a schema cannot. */
function expectInOrder({ locks, chains, deadlocks, findings }: Diagnosis): void {
  const descending = (values: readonly number[]) => [...values].sort((a, b) => b - a);
  const waiters = locks.map((lock) => lock.waiters.length);
  expect(waiters).toEqual(descending(waiters));
  const victims = chains.map((chain) => chain.victims);
  expect(victims).toEqual(descending(victims));
  for (const refs of [...locks.map((lock) => lock.waiters), ...deadlocks.map(({ goroutines }) => goroutines)]) {
    const ids = refs.map(({ goroutine }) => goroutine);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  }
  for (const { owner } of locks) {
    const confidences = owner.candidates.map(({ confidence }) => confidence);
    expect(confidences).toEqual(descending(confidences));
  }
  const severities = findings.map(({ severity }) => ["info", "warning", "critical"].indexOf(severity));
  expect(severities).toEqual(descending(severities));
}

/** What the fields of a diagnosis say of each other. */
function expectConsistent({ dumps, locks, chains, deadlocks }: Diagnosis): void {
  expect(new Set(dumps.map(({ dump }) => dump)).size).toBe(dumps.length);
  expect(new Set(locks.map(({ lock }) => lock)).size).toBe(locks.length);
  const named = new Set(locks.map(({ lock }) => lock));
  for (const { steps } of chains)
    for (const { via } of steps) if (via?.lock !== undefined) expect(named).toContain(via.lock);
  for (const deadlock of deadlocks) for (const lock of deadlock.locks) expect(named).toContain(lock);
  for (const { owner, waiters, address, addressIs } of locks) {
    expect(addressIs === "exact").toBe(address !== undefined);
    const candidates = owner.candidates.map(({ goroutine }) => goroutine);
    for (const { goroutine } of owner.goroutines) expect(candidates).toContain(goroutine);
    if (["abandoned", "ambiguous", "unknown"].includes(owner.verdict)) expect(owner.goroutines).toEqual([]);
    else expect(owner.goroutines.length).toBeGreaterThan(0);
    if (owner.verdict === "unknown") expect(owner.confidence).toBe(0);
    const waiting = waiters.map(({ goroutine }) => goroutine);
    if (owner.verdict === "self") expect(waiting).toContain(owner.goroutines[0]?.goroutine);
    if (owner.verdict === "owner") expect(waiting).not.toContain(owner.goroutines[0]?.goroutine);
  }
}

const inputs: { name: string; files: () => readonly InputFile[] }[] = [
  ...sampleNames().map((sample) => ({ name: sample, files: () => filesOf(sample) })),
  ...shapeDumps().map(({ file }) => ({ name: file, files: () => [{ name: file, bytes: shapeBytes(file) }] })),
];

describe.each(inputs)("$name", ({ files }) => {
  test("gives what the contract promises, and the same bytes whatever the order of the files", async () => {
    const found = await diagnose(files());
    validate("Diagnosis", found);
    expectInOrder(found);
    expectConsistent(found);
    expect(renderJson(await diagnose(files().toReversed()))).toBe(renderJson(found));
  });
});

test.each(truthFolders(CASES))("%s gives what the contract promises", async (folder) => {
  const found = await diagnoseDump(CASES, folder);
  validate("Diagnosis", found);
  expectInOrder(found);
  expectConsistent(found);
});
