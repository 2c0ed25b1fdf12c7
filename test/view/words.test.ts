import { expect, test } from "vitest";
import {
  age,
  count,
  frequent,
  goroutines,
  goroutinesByDump,
  likelihood,
  listing,
  placed,
  shortName,
} from "../../src/view/words.ts";

test.each([
  ["github.com/docker/docker/daemon/exec.(*Store).List", "exec.(*Store).List"],
  ["main.main", "main.main"],
  ["gopkg.in/yaml%2ev2.(*decoder).unmarshal", "yaml.v2.(*decoder).unmarshal"],
  ["example.com/a/b.Map[go.shape.*example.com/c.T_0]", "b.Map[go.shape.*example.com/c.T_0]"],
])("shortName(%j)", (symbol, expected) => expect(shortName(symbol)).toBe(expected));

test("shortName shortens what no line holds in the middle", () => {
  expect(shortName(`a.${"x".repeat(100)}`, 20)).toHaveLength(20);
});

test("frame with and without place", () => {
  expect(placed({ func: "a/b.F", file: "/src/x.go", line: 3, dumpLine: 1 })).toBe("b.F (x.go:3)");
  expect(placed({ func: "a/b.F", dumpLine: 1 })).toBe("b.F");
});

test("an age is a lower bound, and absent when the dump prints none", () => {
  expect(age(1)).toBe("for about 1 minute");
  expect(age(777)).toBe("for about 777 minutes");
  expect(age(undefined)).toBe("");
});

test.each([
  [0, "possible"],
  [0.699, "possible"],
  [0.7, "likely"],
  [0.95, "nearly certain"],
  [1, "nearly certain"],
])("likelihood(%d)", (confidence, word) => expect(likelihood(confidence)).toBe(word));

test("counts and lists", () => {
  expect(count(1, "goroutine")).toBe("1 goroutine");
  expect(count(24050, "goroutine")).toBe("24,050 goroutines");
  expect(listing([])).toBe("");
  expect(listing(["a", "b", "c"])).toBe("a, b and c");
  expect(frequent(["b", "a", "b"])).toBe("b ×2, a");
  expect(frequent(["b", "b"])).toBe("b");
  expect(frequent(["a", "b", "c", "d"])).toBe("a, b, c, …");
});

test("groups of goroutines", () => {
  expect(goroutines([7])).toBe("goroutine 7");
  expect(goroutines([1, 2, 3])).toBe("goroutines 1, 2 and 3");
  expect(goroutines([139, 144, 156, 160, 161], 1)).toBe("goroutines 139 and 4 more");
  expect(
    goroutinesByDump(
      [
        { dump: "dockerd", goroutine: 1 },
        { dump: "containerd", goroutine: 2 },
      ],
      "dockerd",
    ),
  ).toBe("goroutine 1, goroutine 2 of containerd");
});
