import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { buildCatalogue } from "../../../src/facts/releases/build-releases.ts";
import { releaseText } from "../../../src/facts/releases/fit-release.ts";
import { ReleaseCatalogue } from "../../../src/facts/releases/release-catalogue.ts";
import { type ReleaseFacts, releaseFacts } from "../../../src/facts/releases/release-facts.ts";
import type { GoParser } from "../../../src/facts/source/go-parser.ts";
import type { Stack } from "../../../src/model/dump.ts";
import { parse } from "../../../src/parse/parse.ts";
import { goParser } from "../source/parser.ts";

const folder = fileURLToPath(new URL("../../fixtures/source-cases/promoted/", import.meta.url));
const text = readFileSync(`${folder}main.go`, "utf8");
const dump = parse(readFileSync(`${folder}dump.txt`), { name: "dump.txt" }).dumps[0];
const stacks: Stack[] = [...(dump?.goroutines ?? [])].map(({ stack }) => stack);

/** The program with other lines: as much as a release may change above a function. */
const moved = (by: number): string => text.replace("package main\n", `package main\n${"//\n".repeat(by)}`);

describe("which release a dump shows", () => {
  let parser: GoParser;

  beforeAll(async () => {
    parser = await goParser();
  });

  const facts = (releases: Readonly<Record<string, string>>): ReleaseFacts => {
    const trees = Object.entries(releases).map(([release, content]) => ({
      release,
      root: "tree",
      module: "example.org/cases",
      parser,
      files: { names: ["tree/promoted/main.go"], read: () => content },
    }));
    return releaseFacts([new ReleaseCatalogue(buildCatalogue("promoted", trees))], stacks);
  };
  const held = (found: ReleaseFacts): string[] =>
    stacks.flatMap((stack) => found.heldBy(stack).map((hold) => `${hold.class} ${hold.fact.source}`));

  test("the one whose lines fit", () => {
    const found = facts({ "1.0.0": moved(40), "1.1.0": text, "1.2.0": moved(3) });
    expect(found.releases).toMatchObject([{ program: "promoted", release: "1.1.0" }]);
    expect(found.releases[0]?.confidence).toBeGreaterThan(0.9);
    expect(held(found)).toEqual(["main.state main.go (promoted 1.1.0): Lock 31 → call 33"]);
  });

  test("a range when several are the same", () => {
    const found = facts({ "1.0.0": moved(40), "1.1.0": text, "1.1.1": text, "1.2.0": moved(3), "1.3.0": text });
    expect(found.releases[0]).toMatchObject({
      release: "1.1.0 to 1.1.1 or 1.3.0 or later",
      candidates: ["1.1.0", "1.1.1", "1.3.0"],
      orLater: true,
    });
    expect(found.releases[0]?.confidence).toBeGreaterThan(0.9);
  });

  test("none when none fits: then by function and callee, and no version is said", () => {
    const found = facts({ "1.0.0": moved(40) });
    expect(found.releases).toMatchObject([{ candidates: ["1.0.0"], confidence: undefined }]);
    expect(held(found)).toEqual(["main.state main.go (promoted 1.0.0): Lock 71 → call 73"]);
    for (const stack of stacks) expect(found.covers?.(stack)).toEqual([]);
  });

  test("the last one of a series that may have got more since: or later", () => {
    const before = facts({ "1.0.0": moved(40), "1.1.0": text, "1.2.0": moved(3) });
    expect(before.releases).toMatchObject([{ release: "1.1.0", orLater: false }]);
    const last = facts({ "1.0.0": moved(40), "1.1.0": text });
    expect(last.releases).toMatchObject([{ release: "1.1.0 or later", orLater: true }]);
  });

  test("a program that the catalogue does not have", () => {
    const found = facts({ "1.0.0": "package main\n\nfunc other() {}\n" });
    expect(found.releases).toEqual([]);
    expect(held(found)).toEqual([]);
  });
});

test.each([
  [[0], "1.0"],
  [[0, 1, 2], "1.0 to 1.2"],
  [[0, 2], "1.0 or 1.2"],
  [[0, 1, 3], "1.0 to 1.1 or 1.3"],
])("releases %j as text", (alike, expected) => {
  expect(releaseText(["1.0", "1.1", "1.2", "1.3"], alike)).toBe(expected);
});
