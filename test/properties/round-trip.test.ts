import fc from "fast-check";
import { expect, test } from "vitest";
import { encode } from "../../src/read/utf8.ts";
import { filesOf, GO_VERSIONS } from "../parse/corpus.ts";
import { fromDump, readPlain } from "../parse/plain.ts";
import { print } from "../parse/print.ts";

const known = filesOf(GO_VERSIONS)
  .filter(({ name }) => /^(?:names|args|locks|generic|rangefunc)-/.test(name))
  .flatMap(({ bytes }) => readPlain(bytes).dumps.flatMap((dump) => [...dump.goroutines]));
const bodies = known.map((goroutine) => print(goroutine).join("\n")).filter((body) => body !== "");
const states = [...new Set(known.map(({ state }) => state))].filter((state) => state !== "");

const label = fc
  .string({ minLength: 1, unit: "binary-ascii", maxLength: 8 })
  .map((text) => text.replace(/[^ -~]|["\\]/g, "x"));
const header = fc.record({
  state: fc.constantFrom(...states),
  marks: fc.subarray([" (leaked)", " (scan)"]),
  minutes: fc.option(fc.integer({ min: 1, max: 1e6 })),
  locked: fc.boolean(),
  labels: fc.option(fc.tuple(label, label)),
});
type Header = typeof header extends fc.Arbitrary<infer T> ? T : never;
const goroutine = fc.tuple(header, fc.constantFrom(...bodies));

function printHeader(id: number, { state, marks, minutes, locked, labels }: Header): string {
  const attributes = `${marks.join("")}${minutes === null ? "" : `, ${minutes} minutes`}${locked ? ", locked to thread" : ""}`;
  return `goroutine ${id} [${state}${attributes}]${labels ? ` {"${labels[0]}": "${labels[1]}"}` : ""}:`;
}

test("what was read prints as it stood, and what is printed reads the same", () => {
  fc.assert(
    fc.property(fc.array(goroutine, { minLength: 1, maxLength: 8 }), (parts) => {
      const text = parts.map(([head, body], at) => `${printHeader(at + 1, head)}\n${body}\n`).join("\n");
      const result = readPlain(encode(text));
      expect(result.diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
      const goroutines = result.dumps.flatMap((dump) => [...dump.goroutines]);
      expect(
        goroutines.map(({ id, minutes, lockedToThread, state }) => ({ id, minutes, lockedToThread, state })),
      ).toEqual(
        parts.map(([head], at) => ({
          id: at + 1,
          minutes: head.minutes ?? undefined,
          lockedToThread: head.locked,
          state: head.state,
        })),
      );
      const again = parts.map(([head], at) =>
        [printHeader(at + 1, head), ...print(goroutines[at] as (typeof goroutines)[0])].join("\n"),
      );
      expect(readPlain(encode(`${again.join("\n\n")}\n`)).dumps.flatMap(fromDump)).toEqual(
        result.dumps.flatMap(fromDump),
      );
    }),
    { numRuns: 300 },
  );
});
