import { expect, test } from "vitest";
import { shortClassNames } from "../../../src/facts/releases/short-class-names.ts";

const kinds = new Map<string, "mutex" | "rwmutex">([["a.org/x/store:store.S.mu", "rwmutex"]]);

test("package, type and field, with the kind of lock", () => {
  expect(
    [...shortClassNames([new Set(["a.org/x/store:store.S.mu", "a.org/x:main.lock"])], kinds).values()].sort(),
  ).toEqual(["m:main.lock", "r:store.S.mu"]);
});

test("more of the path for the deeper of two that occur together", () => {
  const [one, other] = ["a.org/x/store:store.S", "a.org/x/deep/inside/store:store.S"];
  const short = shortClassNames([new Set([one, other])], kinds);
  expect([short.get(one), short.get(other)]).toEqual(["m:store.S", "m:inside/store.S"]);
});

test("a class that moved to another folder keeps its name", () => {
  const [one, other] = ["a.org/x/store:store.S", "a.org/x/v2/internal/store:store.S"];
  const short = shortClassNames([new Set([one]), new Set([other])], kinds);
  expect([short.get(one), short.get(other)]).toEqual(["m:store.S", "m:store.S"]);
});
