import { beforeAll, describe, expect, test } from "vitest";
import { type Archive, readArchive } from "./archive.ts";
import { baselinesOf } from "./baselines.ts";
import { goParser } from "./go-parser.ts";
import { judgeArchive } from "./judge-archive.ts";
import { type Figures, figuresOf, outcomeOf } from "./outcome.ts";

/** Every so many dumps of the held-out set: `npm run bench:owners` takes all. */
const EVERY = 6;

let archive: Archive;

beforeAll(() => {
  const { programs, builds } = readArchive("held");
  archive = {
    programs,
    builds: builds.map((build) => ({ ...build, dumps: build.dumps.filter((_, index) => index % EVERY === 0) })),
  };
});

async function figures(withSource: boolean): Promise<Figures> {
  const judged = await judgeArchive(archive, withSource ? await goParser() : undefined);
  return figuresOf(judged.flatMap(({ dump, diagnosis }) => dump.locks.map((lock) => outcomeOf(diagnosis, lock))));
}

describe("puzzles that no weight was fitted to", () => {
  test("with source", { timeout: 240_000 }, async () => {
    const found = await figures(true);
    expect(found.locks).toBeGreaterThan(250);
    expect(found.first).toBeGreaterThan(0.83);
    expect(found.firstOrThree).toBeGreaterThan(0.92);
    expect(found.among).toBeGreaterThan(0.97);
    expect(found.wrong80).toBeLessThan(0.015);
    expect(found.wrong95).toBeLessThanOrEqual(0.005);
    expect(found.calibrationError).toBeLessThan(0.09);
  });

  test("by the dumps alone", { timeout: 120_000 }, async () => {
    const found = await figures(false);
    expect(found.first).toBeGreaterThan(0.38);
    expect(found.firstOrThree).toBeGreaterThan(0.57);
    expect(found.wrong80).toBeLessThan(0.075);
    expect(found.wrong95).toBeLessThanOrEqual(0.01);
    expect(found.calibrationError).toBeLessThan(0.08);
  });

  test("are too hard for simple ways", () => {
    for (const share of Object.values(baselinesOf(archive))) expect(share).toBeLessThan(0.5);
  });
});
