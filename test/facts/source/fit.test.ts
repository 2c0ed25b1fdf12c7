import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { GoParser } from "../../../src/facts/source/go-parser.ts";
import { type SourceFacts, sourceFacts } from "../../../src/facts/source/source-facts.ts";
import type { Stack } from "../../../src/model/dump.ts";
import { parse } from "../../../src/parse/parse.ts";
import { goParser } from "./parser.ts";

const root = fileURLToPath(new URL("../../fixtures/source-cases/promoted/", import.meta.url));
const text = readFileSync(`${root}main.go`, "utf8");
const stacks: Stack[] = [
  ...(parse(readFileSync(`${root}dump.txt`), { name: "dump.txt" }).dumps[0]?.goroutines ?? []),
].map(({ stack }) => stack);

describe("a file that is not quite the one that was built", () => {
  let parser: GoParser;

  beforeAll(async () => {
    parser = await goParser();
  });

  const facts = (content: string): SourceFacts =>
    sourceFacts({ files: { names: ["promoted/main.go"], read: () => content }, parser }, stacks);
  const held = (found: SourceFacts): string[] =>
    stacks.flatMap((stack) => found.heldBy(stack).map((hold) => `${hold.class} ${hold.fact.source}`));

  test("the right one", () => {
    expect(held(facts(text))).toEqual(["main.state main.go: Lock 31 → call 33"]);
    expect(facts(text).use.used).toMatchObject([{ name: "promoted/main.go", shift: 0 }]);
  });

  test.each([1, 7, 15])("moved by %d lines: the lines are found again", (by) => {
    const found = facts(`${"//\n".repeat(by)}${text}`);
    expect(found.use.used).toMatchObject([{ shift: by }]);
    expect(held(found)).toEqual([`main.state main.go: Lock ${31 + by} → call ${33 + by}`]);
  });

  test("moved further: not used, and said", () => {
    const found = facts(`${"//\n".repeat(16)}${text}`);
    expect(found.use).toEqual({
      used: [],
      mismatches: [{ path: "example.org/cases/promoted/main.go", name: "promoted/main.go" }],
    });
    expect(held(found)).toEqual([]);
  });

  test("other functions on these lines: not used, and said", () => {
    const functions = text.split(/(?=^func )/m);
    const found = facts([functions[0], ...functions.slice(1).toReversed()].join(""));
    expect(found.use.mismatches).toHaveLength(1);
    expect(held(found)).toEqual([]);
  });

  test("a file of the same name with other functions is no version of it", () => {
    expect(facts("package other\n\nfunc Other() {}\n").use).toEqual({ used: [], mismatches: [] });
  });

  test.each([
    "",
    "no Go at all {{{",
    text.slice(0, 700),
    `${text}func (`,
    "package main\nfunc main() { ".repeat(50),
    "\0",
  ])("damaged source does not throw (%#)", (content) => {
    const found = facts(content);
    for (const stack of stacks) {
      expect(() => found.heldBy(stack)).not.toThrow();
      for (const frame of stack.frames) expect(() => found.classOfSite(frame, "unknown")).not.toThrow();
    }
  });

  test("a file that cannot be read is as good as absent", () => {
    const found = sourceFacts({ files: { names: ["promoted/main.go"], read: () => undefined }, parser }, stacks);
    expect(found.use).toEqual({ used: [], mismatches: [] });
  });
});
