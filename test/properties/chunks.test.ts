import fc from "fast-check";
import { expect, test } from "vitest";
import type { Dump } from "../../src/model/dump.ts";
import { findPointers } from "../../src/parse/find-pointers.ts";
import { parse, parseTexts } from "../../src/parse/parse.ts";
import { findTexts } from "../../src/read/find-texts.ts";
import { FORMS, filesOf, GO_VERSIONS, SAMPLES } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";

const files = [...filesOf(GO_VERSIONS), ...filesOf(FORMS), ...filesOf(SAMPLES)].filter(
  ({ bytes }) => bytes.length > 0 && bytes.length < 200_000,
);

/** Where some pointers of a dump stand. */
function pointersIn(dump: Dump): Map<string, readonly number[]> {
  const words = [...dump.goroutines].flatMap((goroutine) => goroutine.text().match(/0x[0-9a-f]{9,}/g) ?? []);
  return findPointers(dump, new Set(words.slice(0, 100)));
}

function linesIn({ goroutines }: Dump) {
  return Array.from(goroutines, (goroutine) => [
    goroutine.lines,
    ...goroutine.stack.frames.map((_, frame) => goroutine.lineOf(frame)),
  ]);
}

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

test("whatever the size of the pieces that it is read in, the result is that of the whole", () => {
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.integer({ min: 1, max: 20_000 }), ({ name, bytes }, size) => {
      const texts = findTexts(bytes, name);
      const whole = parseTexts(texts);
      const pieces = parseTexts(texts, size);
      expect(pieces.dumps.flatMap(fromDump)).toEqual(whole.dumps.flatMap(fromDump));
      expect({ ...pieces, dumps: [] }).toEqual({ ...whole, dumps: [] });
      expect(pieces.dumps.map(pointersIn)).toEqual(whole.dumps.map(pointersIn));
      expect(pieces.dumps.map(linesIn)).toEqual(whole.dumps.map(linesIn));
    }),
    { numRuns: 200 },
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
