import { beforeAll, describe, expect, test } from "vitest";
import { compileFacts, type LockFacts } from "../../src/facts/lock-facts.ts";
import type { GoParser } from "../../src/facts/source/go-parser.ts";
import { sourceFacts } from "../../src/facts/source/source-facts.ts";
import { scoreLocks } from "../../src/locks/find-locks.ts";
import type { Dump } from "../../src/model/dump.ts";
import { waitOf } from "../../src/waits/wait-of.ts";
import { goParser } from "../facts/source/parser.ts";
import { shapeSource } from "./by-source.ts";
import { shapeDump } from "./shape.ts";

let parser: GoParser;

beforeAll(async () => {
  parser = await goParser();
});

const unheld = (dump: Dump, facts: LockFacts): unknown[] =>
  scoreLocks(dump, facts).map(({ scene }) => scene.unheldBySource());

const read = (shape: string, dump: Dump): LockFacts =>
  sourceFacts(
    shapeSource(shape, parser),
    [...dump.goroutines].map(({ stack }) => stack),
  );

describe("whether nobody holds a lock, by the source of all that could", () => {
  test("a function returned with it, and all others have been read", () => {
    const dump = shapeDump("forgotten/go1.26.0.txt");
    expect(unheld(dump, read("forgotten", dump))).toEqual(["abandonedBySource"]);
  });

  test("some hold one of its class, perhaps that of another object", () => {
    const dump = shapeDump("plain-function/go1.26.0.txt");
    expect(unheld(dump, read("plain-function", dump))).toEqual(["abandonedBesideHolders"]);
  });

  test("who holds one of another object for sure is no holder", () => {
    const dump = shapeDump("two-instances/go1.26.0.txt");
    const holders = scoreLocks(dump, read("two-instances", dump)).map(({ scored }) =>
      scored.map(({ goroutine }) => goroutine.id),
    );
    expect(holders).toEqual([[6], [7]]);
  });

  test("without source nothing is said", () => {
    expect(unheld(shapeDump("forgotten/go1.26.0.txt"), compileFacts([]))).toEqual([undefined]);
  });

  test("nor when it has not been read for one of them", () => {
    const dump = shapeDump("forgotten/go1.26.0.txt");
    const facts = read("forgotten", dump);
    const waiting = [...dump.goroutines].find((goroutine) => waitOf(goroutine).kind === "lock");
    expect(
      unheld(dump, { ...facts, covers: (stack) => (stack === waiting?.stack ? [] : (facts.covers?.(stack) ?? [])) }),
    ).toEqual([undefined]);
  });
});
