import fc from "fast-check";
import { expect, test } from "vitest";
import { countLineFeeds } from "../../src/read/find-bytes.ts";

/** Bytes that differ from a line feed by little, and by the highest bit. */
const byte = fc.constantFrom(0, 9, 10, 11, 0x8a, 0x8b, 0xff);

test("line feeds are counted four at a time as one by one", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.array(byte, { maxLength: 3000 }), fc.nat(60), (any, near, cut) => {
      const bytes = Uint8Array.from([...any, ...near]);
      const end = bytes.length - cut;
      const counted = bytes.filter((value, at) => value === 10 && at >= cut && at < end).length;
      expect(countLineFeeds(bytes, cut, end)).toBe(counted);
    }),
  );
});

test("more line feeds than one word can count", () => {
  expect(countLineFeeds(new Uint8Array(10_000).fill(10), 1, 20_000)).toBe(9_999);
});
