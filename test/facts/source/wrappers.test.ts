import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type SourceFacts, sourceFacts } from "../../../src/facts/source/source-facts.ts";
import type { Dump } from "../../../src/model/dump.ts";
import { parse } from "../../../src/parse/parse.ts";
import { goParser } from "./parser.ts";

const root = fileURLToPath(new URL("../../fixtures/wrappers/", import.meta.url));
const text = readFileSync(`${root}main.go`, "utf8");

describe.each(["go1.19.8", "go1.21.13"])("wrappers that the compiler of %s makes", (version) => {
  const name = `${version}.txt`;
  const [dump] = parse(new Uint8Array(readFileSync(`${root}${name}`)), { name }).dumps as [Dump];
  const goroutines = [...dump.goroutines];
  let facts: SourceFacts;

  beforeAll(async () => {
    const files = { names: ["example.org/wrappers/main.go"], read: () => text };
    facts = sourceFacts(
      { files, parser: await goParser() },
      goroutines.map(({ stack }) => stack),
    );
  });

  const running = (symbol: string) =>
    goroutines.find(({ stack }) => stack.frames.some(({ func }) => func.symbol === symbol));

  test("do not make the file another version", () => {
    expect(facts.use.mismatches).toEqual([]);
    expect(facts.use.used).toMatchObject([{ shift: 0 }]);
  });

  test("hide nothing: literals of inlined functions are read by their lines", () => {
    const holder = running("main.serve");
    const unread = (holder?.stack.frames ?? []).flatMap(({ func }, frame) =>
      func.package === "main" && !facts.covers?.(holder?.stack as never).includes(frame) ? [func.symbol] : [],
    );
    // What starts the goroutine is on the line of a literal, and reads like it.
    expect(unread).toEqual([]);
  });

  test("and who holds the lock is told", () => {
    const held = goroutines.flatMap(({ stack }) =>
      facts.heldBy(stack).map(({ class: name }) => [name, stack.frames.at(-1)?.func.symbol]),
    );
    expect(held).toHaveLength(1);
    expect(held[0]?.[0]).toBe("main.store.mu");
  });
});
