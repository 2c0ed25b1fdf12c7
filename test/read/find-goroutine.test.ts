import fc from "fast-check";
import { expect, test } from "vitest";
import { findGoroutine } from "../../src/read/find-goroutine.ts";
import { encode } from "../../src/read/utf8.ts";

const PIECES = ["goroutine ", "goroutine", "goro", "g", "ine ", "routine ", " ", "\n", "x", "=== BEGIN "];

test("finds what indexOf finds, wherever it begins", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), fc.nat(20), (pieces, from) => {
      const text = pieces.join("");
      expect(findGoroutine(encode(text), from)).toBe(text.indexOf("goroutine ", from));
    }),
    { numRuns: 2000 },
  );
});
