import { expect, test } from "vitest";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { shapeBytes } from "../locks/shape.ts";

const PHILOSOPHERS = new TextDecoder().decode(shapeBytes("philosophers/go1.26.0.txt"));
/** Reconstructed: somebody who can act, in the same program. */
const SLEEPER = "\ngoroutine 99 [sleep]:\ntime.Sleep(0x1)\n\truntime/time.go:1 +0x1\nmain.waiter()\n\tmain.go:9 +0x1\n";
/** The same in other code, which cannot hold the program's locks. */
const STRANGER = SLEEPER.replace("main.waiter", "example.com/other/lib.loop");

const read = (text: string): Promise<Diagnosis> =>
  diagnose([{ name: "dump.txt", bytes: new TextEncoder().encode(text) }]);

test.each([
  ["the whole dump", PHILOSOPHERS],
  ["beside code that cannot hold the locks", PHILOSOPHERS + STRANGER],
])("a circle by elimination: %s", async (_, text) => {
  const { deadlocks, chains, findings, locks } = await read(text);
  expect(deadlocks).toHaveLength(1);
  expect(deadlocks[0]).toMatchObject({ kind: "cycle", confidence: 0.9 });
  expect(deadlocks[0]?.goroutines).toHaveLength(4);
  expect(deadlocks[0]?.locks).toHaveLength(4);
  expect(deadlocks[0]?.text).toMatch(
    /^4 goroutines wait for .* and 1 more, and nobody else in the dump can be holding one of them/,
  );
  expect(chains.map(({ end }) => end.kind)).toEqual(["deadlock", "deadlock", "deadlock", "deadlock"]);
  expect(locks.map(({ owner }) => owner.verdict)).toEqual(["unknown", "unknown", "unknown", "unknown"]);
  expect(findings.map(({ id }) => id)).toEqual(["deadlock-cycle"]);
});

test.each([
  ["an excerpt", PHILOSOPHERS.slice(PHILOSOPHERS.indexOf("\n\n") + 2)],
  ["somebody else can hold one", PHILOSOPHERS + SLEEPER],
  ["one has just been woken up", PHILOSOPHERS.replace("[sync.Mutex.Lock]", "[runnable]")],
  [
    "a goroutine's stack is not shown",
    `${PHILOSOPHERS}\ngoroutine 99 [running]:\n\tgoroutine running on other thread; stack unavailable\n`,
  ],
])("no circle is told: %s", async (_, text) => {
  expect((await read(text)).deadlocks).toEqual([]);
});
