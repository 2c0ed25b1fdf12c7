import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberReader, readNumbers, signed, writeNumbers } from "../../../src/facts/releases/varint.ts";

test("what is written is read", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2 ** 29 })), (numbers) => {
      expect(readNumbers(writeNumbers(numbers))).toEqual(numbers);
    }),
  );
});

test("signed numbers too", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(2 ** 28), max: 2 ** 28 })), (numbers) => {
      const reader = new NumberReader(readNumbers(writeNumbers(numbers.map(signed))));
      for (const number of numbers) expect(reader.nextSigned()).toBe(number);
      expect(reader.done).toBe(true);
    }),
  );
});

test("numbers below 32 are one character", () => {
  expect(writeNumbers([0, 31, 32])).toBe("AfgB");
});

test("any text is numbers of 0 or more, no more of them than characters", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const numbers = readNumbers(text);
      expect(numbers.length).toBeLessThanOrEqual(text.length);
      for (const number of numbers) expect(number).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("behind the end everything is 0, and a list is no longer than what there is", () => {
  const reader = new NumberReader([1000, 7]);
  expect(reader.list(() => reader.next())).toEqual([7]);
  expect(reader.done).toBe(true);
  expect(reader.next()).toBe(0);
});
