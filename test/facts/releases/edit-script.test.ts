import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScript, editScript } from "../../../src/facts/releases/edit-script.ts";
import { NumberReader } from "../../../src/facts/releases/varint.ts";

/** Few different numbers, so that lists have something in common. */
const list = fc.array(fc.nat({ max: 4 }), { maxLength: 40 });

test("a script turns the one into the other, also behind another script", () => {
  fc.assert(
    fc.property(list, list, list, (first, second, third) => {
      const scripts = new NumberReader([...editScript(first, second), ...editScript(second, third)]);
      expect(applyScript(first, scripts)).toEqual(second);
      expect(applyScript(second, scripts)).toEqual(third);
      expect(scripts.done).toBe(true);
    }),
  );
});

test.each([
  { from: [1, 2, 3], to: [1, 2, 3], script: [0] },
  { from: [1, 2, 3], to: [1, 9, 3], script: [1, 1, 1, 1, 9] },
  { from: [1, 2, 3, 4, 5], to: [2, 3, 4, 7, 5], script: [2, 0, 1, 0, 3, 0, 1, 7] },
])("$from to $to", ({ from, to, script }) => {
  expect(editScript(from, to)).toEqual(script);
});

test("lists too long to be compared are replaced between what they begin and end with", () => {
  const from = Array.from({ length: 3000 }, (_, index) => index);
  const to = from.map((number, index) => (index % 2 === 1 && index < 2999 ? number + 1 : number));
  expect(editScript(from, to).slice(0, 4)).toEqual([1, 1, 2997, 2997]);
  expect(applyScript(from, new NumberReader(editScript(from, to)))).toEqual(to);
});

test("any numbers are a script that ends", () => {
  fc.assert(
    fc.property(list, fc.array(fc.nat({ max: 2 ** 29 }), { maxLength: 20 }), (from, script) => {
      expect(applyScript(from, new NumberReader(script)).length).toBeLessThan(2000);
    }),
  );
});
