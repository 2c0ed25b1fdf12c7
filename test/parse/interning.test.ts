import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteTable } from "../../src/parse/byte-table.ts";
import { grammarCalls } from "../../src/parse/grammar.ts";
import { PairTable } from "../../src/parse/pair-table.ts";
import { parse } from "../../src/parse/parse.ts";
import { elementCounts } from "../../src/parse/stretch-reader.ts";
import { decode } from "../../src/read/utf8.ts";
import { fileOf, SAMPLES } from "./corpus.ts";

test("ByteTable numbers distinct texts as a Map does", () => {
  const word = fc.uint8Array({ maxLength: 3 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 3000 }), (words) => {
      const table = new ByteTable();
      const expected = new Map<string, number>();
      for (const bytes of words) {
        const key = bytes.join();
        if (!expected.has(key)) expected.set(key, expected.size);
        expect(table.intern(bytes, 0, bytes.length)).toBe(expected.get(key));
      }
      expect(table.size).toBe(expected.size);
    }),
    { numRuns: 20 },
  );
});

test("PairTable numbers distinct pairs as a Map does, and gives them back", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: -3, max: 50 }), fc.integer({ min: -1, max: 50 }))), (pairs) => {
      const table = new PairTable();
      const expected = new Map<string, number>();
      for (const [first, second] of pairs) {
        const key = `${first} ${second}`;
        if (!expected.has(key)) expected.set(key, expected.size);
        const id = table.intern(first, second);
        expect(id).toBe(expected.get(key));
        expect([table.first(id), table.second(id)]).toEqual([first, second]);
      }
    }),
  );
});

describe("a dump of 24,050 goroutines", () => {
  const { bytes } = fileOf(SAMPLES, "docker-20.10.24-convoy/dockerd.log.gz");
  const called = new Map(grammarCalls);
  const counted = { ...elementCounts };
  const result = parse(bytes);
  const predicted = elementCounts.predicted - counted.predicted;
  const hashed = elementCounts.hashed - counted.hashed;
  const calls = (rule: Parameters<typeof grammarCalls.get>[0]) =>
    (grammarCalls.get(rule) ?? 0) - (called.get(rule) ?? 0);

  test("is whole", () => {
    expect(result.dumps.map(({ goroutines }) => goroutines.length)).toEqual([24_050]);
    expect(result.diagnostics).toEqual([]);
  });

  test("the grammar reads each distinct text once", () => {
    const lines = new Set(decode(bytes).split("\n"));
    const distinct = (pattern: RegExp) => new Set([...lines].flatMap((line) => pattern.exec(line)?.[1] ?? [])).size;
    expect(calls("HeaderRest")).toBe(distinct(/^goroutine \d+( \[.*)$/));
    expect(calls("FuncName")).toBe(distinct(/^(\S.*)\([^()]*\)$/));
    expect(calls("Location")).toBe(distinct(/^\t(.*):\d+/));
    expect(calls("CreatedByText")).toBe(distinct(/^(created by .*)$/));
    expect(calls("Arguments")).toBe(0);
  });

  test("of a thousand frames and creations less than three are hashed, the others compared", () => {
    expect(predicted + hashed).toBeGreaterThan(0.999 * (decode(bytes).match(/^\t/gm) ?? []).length);
    expect(hashed).toBeLessThan(0.003 * predicted);
  });

  test("equal stacks are one object, and so are equal names and locations", () => {
    const [dump] = result.dumps;
    const stacks = new Set(Array.from({ length: 24_050 }, (_, index) => dump?.goroutines.stackAt(index)));
    expect(stacks.size).toBe(33);
    const frames = [...stacks].flatMap((stack) => stack?.frames ?? []);
    expect(new Set(frames.map(({ func }) => func)).size).toBe(new Set(frames.map(({ func }) => func.text)).size);
    const places = frames.flatMap(({ location }) => location ?? []);
    expect(new Set(places).size).toBe(new Set(places.map((place) => JSON.stringify(place))).size);
  });

  test("a goroutine is one object", () => {
    const list = result.dumps[0]?.goroutines;
    expect(list?.at(7)).toBe(list?.at(7));
    expect(list?.byId(list.at(7).id ?? 0)).toBe(list?.at(7));
    expect(() => list?.at(24_050)).toThrow(RangeError);
    expect(() => list?.stateAt(-1)).toThrow(RangeError);
  });
});
