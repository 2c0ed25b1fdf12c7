import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberReader, NumberWriter } from "../../../src/facts/releases/varint.ts";

test("what is written is read", () => {
  const number = fc.oneof(
    fc.record({ signed: fc.constant(false), value: fc.nat({ max: 2 ** 29 }) }),
    fc.record({ signed: fc.constant(true), value: fc.integer({ min: -(2 ** 28), max: 2 ** 28 }) }),
  );
  fc.assert(
    fc.property(fc.array(number), (numbers) => {
      const writer = new NumberWriter();
      for (const { signed, value } of numbers) {
        if (signed) writer.addSigned(value);
        else writer.add(value);
      }
      const reader = new NumberReader(writer.text);
      for (const { signed, value } of numbers) expect(signed ? reader.nextSigned() : reader.next()).toBe(value);
      expect(reader.done).toBe(true);
    }),
  );
});

test("numbers below 32 are one character", () => {
  const writer = new NumberWriter();
  writer.add(0, 31, 32);
  expect(writer.text).toBe("AfgB");
});

test("any text is read to its end, and behind it everything is 0", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const reader = new NumberReader(text);
      for (let step = 0; step <= text.length; step++) expect(reader.next()).toBeGreaterThanOrEqual(0);
      expect(reader.done).toBe(true);
      expect(reader.next()).toBe(0);
    }),
  );
});
