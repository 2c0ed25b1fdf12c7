import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { decode } from "../../src/read/utf8.ts";
import { filesOf, GO_VERSIONS, SAMPLES } from "./corpus.ts";
import { isOwnForm } from "./plain.ts";
import { print } from "./print.ts";
import { summarize } from "./summary.ts";

const fixtures = filesOf(GO_VERSIONS);
const HEADER = /^goroutine (\d+) (?:gp=.*)?\[/gm;

/** Lines of a goroutine that are no part of the model: the runtime prints them when it cannot unwind. */
const NOISE = /^(?:runtime: |stack: frame=|(?:0x)?[0-9a-f]{8,16}: )/;

describe.each([...fixtures, ...filesOf(SAMPLES).filter(({ name }) => !name.includes("convoy"))])(
  "$name",
  ({ name, bytes }) => {
    const result = parse(bytes, { name });
    const goroutines = result.dumps.filter(isOwnForm).flatMap((dump) => [...dump.goroutines]);
    const inOtherForms = result.dumps.filter((dump) => !isOwnForm(dump)).flatMap((dump) => [...dump.goroutines]);

    test("every header is a goroutine, nothing is damaged", () => {
      const ids = goroutines.flatMap(({ id }) => (id === undefined ? [] : [id]));
      expect(result.headers).toBe(ids.length + inOtherForms.length);
      if (!name.includes("journal")) {
        const headers = [...decode(bytes).matchAll(HEADER)].map(([, id]) => Number(id));
        expect(ids).toEqual(headers);
      }
      expect(result.diagnostics).toEqual([]);
      expect(goroutines.filter(({ partial }) => partial)).toEqual([]);
    });

    test("the model prints as the text it was read from", () => {
      for (const goroutine of goroutines) {
        const lines = goroutine.text().split(/\r?\n/);
        const body = goroutine.state === "" ? lines.filter((line) => line !== "runtime stack:") : lines.slice(1);
        expect(print(goroutine)).toEqual(body.filter((line) => !NOISE.test(line)).map((line) => line.trimEnd()));
      }
    });

    test("each frame knows its line", () => {
      if (name.includes("journal")) return;
      const lines = decode(bytes).split("\n");
      for (const goroutine of goroutines)
        for (const [index, frame] of goroutine.stack.frames.entries())
          expect(lines[goroutine.lineOf(index).line - 1]).toBe(`${frame.func.text}(${goroutine.argsText(index)})`);
    });
  },
);

describe("summaries", () => {
  const groups = new Map<string, string[]>();
  for (const { name, bytes } of fixtures) {
    const group = /^[a-z]+-\d+\.\d+/.exec(name)?.[0] ?? name;
    const summary = [`== ${name}`, ...summarize(parse(bytes, { name }))];
    groups.set(group, [...(groups.get(group) ?? []), ...summary]);
  }
  test.each([...groups])("%s", async (group, lines) => {
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`__golden__/go-versions/${group}.txt`);
  });
});
