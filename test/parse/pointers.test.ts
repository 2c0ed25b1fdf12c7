import { describe, expect, test } from "vitest";
import type { Dump } from "../../src/model/dump.ts";
import { findPointers } from "../../src/parse/find-pointers.ts";
import { parse } from "../../src/parse/parse.ts";
import { pointersOf } from "../../src/parse/pointers-of.ts";
import { encode } from "../../src/read/utf8.ts";
import { fileOf, SAMPLES } from "./corpus.ts";

function dumpOf(name: string): Dump {
  const [dump] = parse(fileOf(SAMPLES, name).bytes).dumps;
  if (!dump) throw new Error(`No dump in ${name}`);
  return dump;
}

/** In which goroutines each value stands, by the grammar. */
function trusted(dump: Dump): Map<string, number[]> {
  const found = new Map<string, Set<number>>();
  for (const goroutine of dump.goroutines)
    for (const { value, stale } of pointersOf(goroutine))
      if (!stale) found.set(value, (found.get(value) ?? new Set()).add(goroutine.index));
  return new Map([...found].map(([value, indexes]) => [value, [...indexes]]));
}

describe.each(["docker-20.10.24-exec-hang/dockerd.log", "docker-26.1.5-start-hang/containerd-journal.log"])(
  "%s",
  (name) => {
    const dump = dumpOf(name);
    const expected = trusted(dump);

    test("the lexer finds what the grammar finds, for every value", () => {
      expect(findPointers(dump, new Set(expected.keys()))).toEqual(expected);
    });

    test("also in goroutines that did not come from parse", () => {
      const copy = { ...dump, goroutines: [...dump.goroutines] as unknown as Dump["goroutines"] };
      expect(findPointers(copy, new Set(expected.keys()))).toEqual(expected);
    });
  },
);

test("values that nobody shows, or only stale ones, are absent", () => {
  const [dump] = parse(encode("goroutine 1 [running]:\nmain.f(0xc000012345?, 0x1f)\n\t/x/main.go:1 +0x1d\n")).dumps;
  expect(dump && findPointers(dump, new Set(["0xc000012345", "0x1", "0x1f", "0x1d"]))).toEqual(
    new Map([["0x1f", [0]]]),
  );
});

test("values above 2^53 are told apart", () => {
  const [dump] = parse(encode("goroutine 1 [running]:\nmain.f(0xffff800012345679)\n\t/x/main.go:1 +0x1d\n")).dumps;
  expect(dump && findPointers(dump, new Set(["0xffff800012345678"]))).toEqual(new Map());
  expect(dump && findPointers(dump, new Set(["0xffff800012345678", "0xffff800012345679"])).size).toBe(1);
});

test("positions count the words of the list, without its nesting", () => {
  const text = "goroutine 1 [running]:\nmain.(*T).f(0xc000012345, {0x1?, {0x2}}, _, 0x3, ...)\n\t/x/main.go:1 +0x1d\n";
  const goroutine = parse(encode(text)).dumps[0]?.goroutines.at(0);
  expect(goroutine && pointersOf(goroutine)).toEqual([
    { frame: 0, position: 0, value: "0xc000012345", stale: false },
    { frame: 0, position: 1, value: "0x1", stale: true },
    { frame: 0, position: 2, value: "0x2", stale: false },
    { frame: 0, position: 4, value: "0x3", stale: false },
  ]);
});

test("of a word that is asked for as long as it is rare no more places are told than show that it is not", () => {
  const calls = ["0xc000012345, 0xc000067890", "0xc000012345", "0xc000067890?", "0xc000012345", "0xc000012345"];
  const text = calls
    .map((list, id) => `goroutine ${id + 1} [running]:\nmain.f(${list})\n\t/x/main.go:1 +0x1d\n\n`)
    .join("");
  const [dump] = parse(encode(text)).dumps;
  const words = new Set(["0xc000012345", "0xc000067890"]);
  expect(dump && findPointers(dump, words, { words, most: 2 })).toEqual(
    new Map([
      ["0xc000012345", [0, 1, 3]],
      ["0xc000067890", [0]],
    ]),
  );
});
