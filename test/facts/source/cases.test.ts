import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type GoSource, sourceFacts } from "../../../src/facts/source/source-facts.ts";
import type { Diagnosis } from "../../../src/model/diagnosis.ts";
import type { Dump } from "../../../src/model/dump.ts";
import { goSource } from "../../../src/node/go-source.ts";
import { parse } from "../../../src/parse/parse.ts";
import { diagnose } from "../../../src/query/diagnose.ts";

const root = fileURLToPath(new URL("../../fixtures/source-cases/", import.meta.url));
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !["hang", "signals"].includes(entry.name))
  .map(({ name }) => name);

/** Class of the lock in each program. */
const CLASSES: Readonly<Record<string, string>> = {
  closures: "main.jobs.mu",
  conditions: "main.queue.mu",
  deferred: "main.file.mu",
  "failing-helper": "main.store.mu",
  "handed-over": "main.gate.mu",
  helpers: "main.ledger.guard",
  local: "main.run.mu",
  inlined: "main.guard.inner",
  pointer: "main.pair.left",
  promoted: "main.state",
  readers: "main.table.mu",
  "stepped-out": "main.pool.mu",
};

test("every case has its class", () => expect(Object.keys(CLASSES).toSorted()).toEqual(cases.toSorted()));

describe.each(cases)("%s", (name) => {
  let source: GoSource;
  let dump: Dump;
  let found: Diagnosis;

  /** Ids of the goroutines that run a function of the program. */
  const running = (func: string): number[] =>
    [...dump.goroutines]
      .filter(({ stack }) => stack.frames.some((frame) => frame.func.symbol === `main.${func}`))
      .map(({ id }) => id ?? -1);

  beforeAll(async () => {
    source = await goSource([root]);
    const file = { name: "dump.txt", bytes: new Uint8Array(readFileSync(`${root}${name}/dump.txt`)) };
    dump = parse(file.bytes, { name: file.name }).dumps[0] as Dump;
    found = await diagnose([file], { catalogue: false, source });
  });

  test("names the owner by its source", () => {
    expect(found.locks).toHaveLength(1);
    const [lock] = found.locks;
    expect(lock?.name).toBe(CLASSES[name]);
    expect(lock?.waiters.map(({ goroutine }) => goroutine)).toEqual(running("waiter"));
    expect(lock?.owner.verdict).toBe(name === "readers" ? "readers" : "owner");
    expect(lock?.owner.goroutines.map(({ goroutine }) => goroutine)).toEqual(running("owner"));
    expect(lock?.owner.candidates[0]?.evidence.map(({ rule }) => rule)).toContain("holds-by-source");
  });

  test("the look-alike holds nothing of that class", () => {
    const facts = sourceFacts(
      source,
      [...dump.goroutines].map(({ stack }) => stack),
    );
    const holders = [...dump.goroutines]
      .filter(({ stack }) => facts.heldBy(stack).some((held) => held.class === CLASSES[name] && !held.may))
      .map(({ id }) => id);
    expect(holders).toEqual(running("owner"));
    for (const frame of facts.heldBy(
      dump.goroutines.byId(running("owner")[0] ?? -1)?.stack ?? dump.goroutines.stackAt(0),
    ))
      expect(frame.fact.source).toMatch(/^main\.go: R?Lock \d+ → (call|line) \d+$/);
    expect(facts.use.mismatches).toEqual([]);
  });
});
