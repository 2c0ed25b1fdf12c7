import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import type { GoSource } from "../../../src/facts/source/source-facts.ts";
import type { Diagnosis, GoroutineRef } from "../../../src/model/diagnosis.ts";
import { goSource } from "../../../src/node/go-source.ts";
import { parse } from "../../../src/parse/parse.ts";
import { diagnose } from "../../../src/query/diagnose.ts";

const root = fileURLToPath(new URL("../../fixtures/source-cases/", import.meta.url));
let source: GoSource;

beforeAll(async () => {
  source = await goSource([root]);
});

/** The diagnosis of a program with its source, and the function of `main` that each of its goroutines runs. */
async function run(name: string): Promise<{ found: Diagnosis; funcs: (refs: readonly GoroutineRef[]) => string[] }> {
  const file = { name: "dump.txt", bytes: new Uint8Array(readFileSync(`${root}signals/${name}/dump.txt`)) };
  const [dump] = parse(file.bytes, { name: file.name }).dumps;
  const funcOf = (id: number) =>
    dump?.goroutines
      .byId(id)
      ?.stack.frames.findLast(({ func }) => func.package === "main")
      ?.func.symbol.replace("main.", "") ?? "";
  return {
    found: await diagnose([file], { catalogue: false, source }),
    funcs: (refs) => refs.map(({ goroutine }) => funcOf(goroutine)),
  };
}

test("two that both send first are a deadlock over channels", async () => {
  const { found, funcs } = await run("cross");
  expect(found.locks).toEqual([]);
  const [deadlock] = found.deadlocks;
  expect(deadlock?.kind).toBe("cycle");
  expect(funcs(deadlock?.goroutines ?? []).toSorted()).toEqual(["(*peers).follower", "(*peers).leader"]);
  expect(deadlock?.text).toMatch(
    /waits to send to main\.peers\.left, which goroutine \d+ is to receive from later on in main\.\(\*peers\)\.follower \(main\.go:17\)/,
  );
});

test("who has a place of a channel used as a semaphore is to give it back in a deferred function", async () => {
  const { found, funcs } = await run("semaphore");
  expect(found.chains.map(({ steps }) => funcs(steps))).toEqual([["waiter", "holder"]]);
  expect(found.chains[0]?.steps[0]?.via).toMatchObject({ kind: "channel" });
});

test("who has a place of a weighted semaphore is to give it back: not who has done so, or has not asked yet", async () => {
  const { found, funcs } = await run("weighted");
  expect(found.chains.map(({ steps }) => funcs(steps))).toEqual([["waiter", "holder"]]);
  expect(found.chains[0]?.steps[0]?.via).toMatchObject({
    kind: "channel",
    text: expect.stringMatching(/waits for a place of main\.builds\.places, which goroutine \d+ is to give back/),
  });
});

test("a stopped last stage holds up all stages before it", async () => {
  const { found, funcs } = await run("pipeline");
  expect(found.chains.map(({ steps }) => funcs(steps))).toEqual([
    ["(*stages).parse", "(*stages).check", "(*stages).write"],
  ]);
});

test("who waits for a condition and keeps another lock from the one that would signal is in a circle with it", async () => {
  const { found, funcs } = await run("condition");
  const [deadlock] = found.deadlocks;
  expect(deadlock?.kind).toBe("cycle");
  expect(funcs(deadlock?.goroutines ?? []).toSorted()).toEqual(["(*store).owner", "(*store).waiter"]);
  expect(deadlock?.text).toContain("waits for main.store.full, which goroutine");
});

test("who waits for a group and keeps a lock from its workers is in a circle with them", async () => {
  const { found, funcs } = await run("group");
  const [deadlock] = found.deadlocks;
  expect(deadlock?.kind).toBe("cycle");
  expect(new Set(funcs(deadlock?.goroutines ?? []))).toEqual(new Set(["(*batch).waiter", "(*batch).worker"]));
});
