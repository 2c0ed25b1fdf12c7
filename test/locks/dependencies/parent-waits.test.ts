import { expect, test } from "vitest";
import { parentWaits } from "../../../src/locks/dependencies/parent-waits.ts";
import { goroutineOf } from "../../calls/reconstruct.ts";

function func(symbol: string) {
  const name = goroutineOf(symbol).stack.frames[0]?.func;
  if (!name) throw new Error(`no function was read from ${symbol}`);
  return name;
}

test.each(parentWaits)("$name matches its own example, and no earlier rule does", (rule) => {
  expect(parentWaits.find(({ waiter }) => waiter(func(rule.example.waiter)))).toBe(rule);
  expect(rule.creator(func(rule.example.creator))).toBe(true);
  expect(rule.source).toMatch(/\.go/);
});

test("names are unique", () => {
  const names = parentWaits.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});
