import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addRun,
  decodePlaces,
  encodePlaces,
  type FunctionPlaces,
  type PlaceRun,
  placeAt,
} from "../../../src/facts/releases/file-places.ts";

const RELEASES = 6;

/** Places by release as the runs that they are. */
function runsOf(at: readonly ({ variant: number; line: number } | undefined)[]): PlaceRun[] {
  const runs: PlaceRun[] = [];
  at.forEach((place, release) => {
    if (place) addRun(runs, { ...place, from: release, to: release + 1 });
  });
  return runs;
}

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
      const written = places.map(({ ends, at }) => ({ ends, runs: runsOf(at) }));
      const read = [...decodePlaces(encodePlaces(written, RELEASES), RELEASES)];
      expect(read).toEqual(written);
      read.forEach(({ runs }, index) => {
        places[index]?.at.forEach((place, release) => {
          const found = placeAt(runs, release);
          expect(found && { variant: found.variant, line: found.line }).toEqual(place);
        });
      });
    }),
  );
});

test("lines that come in at the head of a file are told once", () => {
  const file = (shift: number): FunctionPlaces[] =>
    [10, 40, 70].map((line) => ({
      ends: [20],
      runs: runsOf([0, 0, shift].map((by) => ({ variant: 0, line: line + by }))),
    }));
  const [same, moved] = [encodePlaces(file(0), 3), encodePlaces(file(5), 3)];
  expect(moved[0]).not.toBe(same[0]);
  expect(moved.slice(1)).toEqual(same.slice(1));
});

test("any texts are places", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      for (const { runs } of decodePlaces(texts, RELEASES)) expect(runs.at(-1)?.to ?? 0).toBeLessThanOrEqual(RELEASES);
    }),
  );
});
