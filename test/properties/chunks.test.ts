import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { FORMS, filesOf, GO_VERSIONS, SAMPLES } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";

const files = [...filesOf(GO_VERSIONS), ...filesOf(FORMS), ...filesOf(SAMPLES)].filter(
  ({ bytes }) => bytes.length > 0 && bytes.length < 200_000,
);

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
}

test("wherever the bytes are cut, the result is that of the whole", () => {
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(fc.nat(), { maxLength: 20 }), ({ name, bytes }, places) => {
      const whole = parse(bytes, { name });
      const pieces = parse(cut(bytes, places), { name });
      expect(pieces.dumps.flatMap(fromDump)).toEqual(whole.dumps.flatMap(fromDump));
      expect({ ...pieces, dumps: [] }).toEqual({ ...whole, dumps: [] });
    }),
    { numRuns: 60 },
  );
});

test("one byte after the other", () => {
  const [file] = files;
  if (!file) throw new Error("no file to cut");
  const bytes = [...file.bytes].map((byte) => Uint8Array.of(byte));
  expect(parse(bytes, { name: file.name }).dumps.flatMap(fromDump)).toEqual(
    parse(file.bytes, { name: file.name }).dumps.flatMap(fromDump),
  );
});

test("no chunk at all is an empty text", () => {
  expect(parse([]).dumps).toEqual([]);
});
