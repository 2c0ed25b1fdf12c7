import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePlaces, encodePlaces, type FunctionPlaces } from "../../../src/facts/releases/file-places.ts";

const RELEASES = 6;

const functions = fc.array(
  fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 3 }).chain((ends) => {
    const place = fc.record({ variant: fc.nat({ max: ends.length - 1 }), line: fc.nat({ max: 2000 }) });
    const at = fc.array(fc.option(place, { nil: undefined }), { minLength: RELEASES, maxLength: RELEASES });
    return fc.record({ ends: fc.constant(ends), at });
  }),
  { maxLength: 6 },
);

test("what is written is read", () => {
  fc.assert(
    fc.property(functions, (places) => {
      expect(decodePlaces(encodePlaces(places, RELEASES), RELEASES)).toEqual(places);
    }),
  );
});

test("lines that come in at the head of a file are told once", () => {
  const file = (shift: number): FunctionPlaces[] =>
    [10, 40, 70].map((line) => ({
      ends: [20],
      at: [0, 0, shift].map((by) => ({ variant: 0, line: line + by })),
    }));
  const [same, moved] = [encodePlaces(file(0), 3), encodePlaces(file(5), 3)];
  expect(moved[0]).not.toBe(same[0]);
  expect(moved.slice(1)).toEqual(same.slice(1));
});

test("any texts are places", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      for (const { at } of decodePlaces(texts, RELEASES)) expect(at.length).toBeLessThanOrEqual(RELEASES);
    }),
  );
});
