import { beforeAll, describe, expect, test } from "vitest";
import type { GoParser } from "../../src/facts/source/go-parser.ts";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { goParser } from "../facts/source/parser.ts";
import { shapeSource } from "./by-source.ts";
import { playing, shapeBytes, shapeDump, shapeDumps, shapeTruth } from "./shape.ts";

/** From here on a wrong name is worse than none. */
const CONFIDENT = 0.8;

let parser: GoParser;

beforeAll(async () => {
  parser = await goParser();
});

/** The same hangs as in shapes.test.ts, read beside the source of their programs: what a dump leaves open the source may settle, and nothing else. */
describe.each(shapeDumps())("$file, with its source", ({ shape, file }) => {
  const { locks, bystanders = [], holderAlike } = shapeTruth(shape);
  const dump = shapeDump(file);
  let found: Diagnosis;

  beforeAll(async () => {
    found = await diagnose([{ name: file, bytes: shapeBytes(file) }], { source: shapeSource(shape, parser) });
  });

  test.skipIf(holderAlike)("who is named with confidence holds the lock", () => {
    for (const { waiters, owner } of locks) {
      const wanted = playing(dump, waiters).join();
      const lock = found.locks.find(
        (one) =>
          one.waiters
            .map(({ goroutine }) => goroutine)
            .sort()
            .join() === wanted,
      );
      if (!lock || lock.owner.confidence < CONFIDENT) continue;
      const { verdict, goroutines, candidates } = lock.owner;
      const holders = playing(dump, owner.goroutines);
      if (verdict === "ambiguous") expect(candidates.some(({ goroutine }) => holders.includes(goroutine))).toBe(true);
      else expect(goroutines.map(({ goroutine }) => goroutine).sort()).toEqual(holders);
    }
  });

  test("no bystander is named with confidence", () => {
    const others = playing(dump, bystanders);
    const named = found.locks.flatMap(({ owner }) =>
      owner.candidates.filter(({ confidence }) => confidence >= CONFIDENT).map(({ goroutine }) => goroutine),
    );
    expect(named.filter((goroutine) => others.includes(goroutine))).toEqual([]);
  });
});
