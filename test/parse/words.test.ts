import fc from "fast-check";
import { expect, test } from "vitest";
import { behindArguments, equalWords, hashOf, prefixAt } from "../../src/parse/words.ts";
import { encode } from "../../src/read/utf8.ts";
import { equalBytes, feedAt, viewOf } from "../../src/read/words.ts";

/** Every byte, and often those that matter. */
const bytes = fc
  .array(fc.oneof(fc.constantFrom(...encode("\n()0xf, {}._?")), fc.nat(255)), { maxLength: 40 })
  .map((values) => Uint8Array.from(values));

test("feedAt finds what indexOf finds", () => {
  fc.assert(
    fc.property(bytes, fc.nat(40), (text, from) => {
      expect(feedAt(viewOf(text), from)).toBe(text.indexOf(10, from));
    }),
    { numRuns: 3000 },
  );
});

test("prefixAt finds what indexOf finds before the end", () => {
  fc.assert(
    fc.property(bytes, fc.nat(40), fc.nat(40), (text, from, to) => {
      const end = Math.min(to, text.length);
      const place = from < end ? text.subarray(from, end).indexOf(0x78) : -1;
      expect(prefixAt(viewOf(text), from, end)).toBe(place < 0 ? -1 : from + place);
    }),
    { numRuns: 3000 },
  );
});

test("behindArguments passes over what lists of arguments consist of, and stops at parentheses and line feeds", () => {
  const list = fc.array(fc.constantFrom(...encode("0123456789abcdefx, {}._?")), { maxLength: 30 });
  fc.assert(
    fc.property(list, fc.constantFrom(...encode("\n()")), (values, stop) => {
      const text = Uint8Array.from([...values, stop, 0, 0, 0]);
      expect(behindArguments(viewOf(text), 0)).toBe(values.length);
    }),
  );
});

test("equal bytes are equal, others are not", () => {
  const pair = fc.tuple(bytes, fc.nat(40), fc.nat(255));
  fc.assert(
    fc.property(pair, ([text, at, value]) => {
      const other = Uint8Array.from(text);
      if (at < other.length) other[at] = value;
      const same = text.every((byte, index) => byte === other[index]);
      const compare = [viewOf(text), 0, viewOf(other), 0, text.length] as const;
      expect(equalBytes(...compare)).toBe(same);
      if (same) expect(hashOf(viewOf(text), 0, text.length)).toBe(hashOf(viewOf(other), 0, other.length));
      // May miss, never mistake.
      if (!same && !text.includes(0)) expect(equalWords(...compare)).toBe(false);
    }),
    { numRuns: 3000 },
  );
});

test("equal ASCII texts are equal words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
      const view = viewOf(encode(text));
      expect(equalWords(view, 0, view, 0, view.byteLength)).toBe(true);
    }),
  );
});
