import { beforeAll, describe, expect, test } from "vitest";
import { type Archive, readArchive } from "./archive.ts";
import { baselinesOf } from "./baselines.ts";
import { goParser } from "./go-parser.ts";
import { judgeArchive } from "./judge-archive.ts";
import { figuresOf, type Outcome, outcomeOf } from "./outcome.ts";

/** Every so many dumps of the set that nothing was fitted to: `npm run bench:owners` takes all. */
const EVERY = 6;

let archive: Archive;

beforeAll(() => {
  const { programs, builds } = readArchive("fresh");
  archive = {
    programs,
    builds: builds.map((build) => ({ ...build, dumps: build.dumps.filter((_, index) => index % EVERY === 0) })),
  };
});

async function outcomes(withSource: boolean): Promise<Outcome[]> {
  const judged = await judgeArchive(archive, withSource ? await goParser() : undefined);
  return judged.flatMap(({ dump, diagnosis }) => dump.locks.map((lock) => outcomeOf(diagnosis, lock)));
}

describe("puzzles that no weight was fitted to", () => {
  test("with source", { timeout: 240_000 }, async () => {
    const all = await outcomes(true);
    expect(all.filter(({ verdict, wrong }) => wrong && verdict === "abandoned")).toEqual([]);
    const found = figuresOf(all);
    expect(found.locks).toBeGreaterThan(350);
    expect(found.first).toBeGreaterThan(0.97);
    expect(found.firstOrThree).toBeGreaterThan(0.98);
    expect(found.among).toBeGreaterThan(0.98);
    expect(found.wrong80).toBeLessThan(0.005);
    expect(found.wrong95).toBe(0);
    expect(found.calibrationError).toBeLessThan(0.06);
  });

  test("by the dumps alone", { timeout: 120_000 }, async () => {
    const found = figuresOf(await outcomes(false));
    expect(found.first).toBeGreaterThan(0.49);
    expect(found.firstOrThree).toBeGreaterThan(0.65);
    expect(found.wrong80).toBeLessThan(0.06);
    expect(found.wrong95).toBeLessThanOrEqual(0.005);
    expect(found.calibrationError).toBeLessThan(0.075);
  });

  test("are too hard for simple ways", () => {
    for (const share of Object.values(baselinesOf(archive))) expect(share).toBeLessThan(0.5);
  });
});
