import fc from "fast-check";
import { expect, test } from "vitest";
import { evidenceText } from "../../src/processes/evidence-text.ts";
import { encode } from "../../src/read/utf8.ts";

test("lines that something else has read are left out, and the others keep their numbers", () => {
  const lines = fc.array(fc.constantFrom("", "a", "some words of a log", "x".repeat(200)), {
    maxLength: 12_000,
    size: "max",
  });
  const places = fc.array(fc.integer({ min: 1, max: 12_000 }), { maxLength: 4 });
  fc.assert(
    fc.property(lines, places, (all, cuts) => {
      const sorted = [...new Set(cuts)].sort((a, b) => a - b);
      const taken = sorted.flatMap((first, index): [number, number][] =>
        index % 2 === 0 ? [[first, (sorted[index + 1] ?? 12_001) - 1]] : [],
      );
      const isTaken = (line: number) => taken.some(([first, last]) => line >= first && line <= last);
      const free = all.flatMap((text, index) => (isTaken(index + 1) || text === "" ? [] : [[index + 1, text]]));
      const found = evidenceText({ name: "f", bytes: encode(all.map((line) => `${line}\n`).join("")), taken })?.whole();
      const told = (found?.lines ?? []).flatMap((text, index) => (text === "" ? [] : [[found?.numberOf(index), text]]));
      expect(told).toEqual(free);
    }),
    { numRuns: 40 },
  );
});
