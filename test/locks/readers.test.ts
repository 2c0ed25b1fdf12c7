import { describe, expect, test } from "vitest";
import { nameReaders } from "../../src/locks/readers.ts";
import type { OwnerCandidate } from "../../src/model/lock.ts";
import { goroutineOf } from "../calls/reconstruct.ts";

/** A reconstructed candidate at a line, as sure as given. */
const at = (line: number, confidence: number): OwnerCandidate => ({
  goroutine: goroutineOf(`main.(*store).get@${line}`),
  frame: 0,
  confidence,
  evidence: [],
});

describe("readers are named together", () => {
  test("at one line the lock is held by all of them or by none", () => {
    const found = nameReaders([at(10, 0.8), at(10, 0.8), at(10, 0.7)]);
    expect(found.holders).toHaveLength(3);
    expect(found.confidence).toBeCloseTo(0.7);
  });

  test("at two lines each may be wrong", () => {
    const found = nameReaders([at(10, 0.8), at(20, 0.9)]);
    expect(found.holders).toHaveLength(2);
    expect(found.confidence).toBeCloseTo(0.72);
  });

  test("less sure ones are left out when all together are not likely", () => {
    const surest = at(10, 0.9);
    const found = nameReaders([at(20, 0.52), surest]);
    expect(found.holders).toEqual([surest]);
    expect(found.confidence).toBeCloseTo(0.9);
  });

  test("of equally sure ones none is preferred: then somebody among them holds it", () => {
    const found = nameReaders([at(10, 0.6), at(20, 0.6), at(30, 0.6)]);
    expect(found.holders).toEqual([]);
    expect(found.confidence).toBeCloseTo(1 - 0.4 ** 3);
  });
});
