import { describe, expect, test } from "vitest";
import { matchRule, WAIT_RULES, waitOfStack } from "../../src/waits/wait-of.ts";
import { stackOf } from "./reconstruct.ts";

describe("every rule", () => {
  test.each(WAIT_RULES.map((rule) => [rule.name, rule] as const))(
    "%s matches its example, and no earlier rule does",
    (_name, rule) => {
      const { state, path } = rule.example;
      expect(WAIT_RULES.find((candidate) => matchRule(candidate, state, path) !== undefined)?.name).toBe(rule.name);
      expect(waitOfStack(state, stackOf(path)).rule).toBe(rule.name);
    },
  );

  test("has a name of its own", () => {
    expect(new Set(WAIT_RULES.map((rule) => rule.name)).size).toBe(WAIT_RULES.length);
  });
});
