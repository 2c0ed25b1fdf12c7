import { expect, test } from "vitest";
import type { Held, LockFacts } from "../../src/facts/lock-facts.ts";
import { mergeFacts } from "../../src/facts/merge-facts.ts";
import { goroutineOf } from "../calls/reconstruct.ts";

const { stack } = goroutineOf("a.f", "a.g", "a.h");

function facts(covered: readonly number[], ...held: readonly (readonly [string, number, "may"?])[]): LockFacts {
  return {
    classOfSite: () => undefined,
    covers: () => covered,
    heldBy: () =>
      held.map(
        ([name, frame, may]): Held => ({
          class: name,
          mode: "lock",
          frame,
          fact: { class: name, mode: "lock", holder: "a.g", source: "a.go" },
          ...(may && { may: true }),
        }),
      ),
  };
}

const merged = (...origins: LockFacts[]): string[] =>
  mergeFacts(origins)
    .heldBy(stack)
    .map((held) => `${held.class} ${held.frame}${held.may ? " perhaps" : ""}`);

test("where the first covers a frame the second says nothing about it", () => {
  expect(merged(facts([1], ["x", 1]), facts([], ["y", 1], ["y", 2]))).toEqual(["x 1", "y 2"]);
});

test("where it does not both are heard, and the same only once", () => {
  expect(merged(facts([], ["x", 1]), facts([], ["x", 1], ["y", 1]))).toEqual(["x 1", "y 1"]);
});

test("what the first says perhaps the second may say for sure, even of a covered frame", () => {
  expect(merged(facts([1], ["x", 1, "may"]), facts([], ["x", 1], ["y", 1]))).toEqual(["x 1"]);
  expect(merged(facts([1], ["x", 1]), facts([], ["x", 1, "may"]))).toEqual(["x 1"]);
});
