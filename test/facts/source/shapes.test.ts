import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { analysis } from "./analysis.ts";
import { goParser } from "./parser.ts";

const folder = fileURLToPath(new URL("../../fixtures/source-shapes/", import.meta.url));
const texts: ReadonlyMap<string, string> = new Map(
  readdirSync(folder).map((name) => [`shapes/${name}`, readFileSync(`${folder}${name}`, "utf8")] as const),
);

/** Lines that can show a goroutine: they call work() or are marked. */
const lines = [...texts].flatMap(([file, text]) =>
  text.split("\n").flatMap((line, index) => {
    const mark = /\/\/ ((?:holds|may): .*)$/.exec(line)?.[1];
    const isCode = /\bwork\(\)|<-|\bselect \{/.test(line) && !/^(\/\/|func work)/.test(line);
    return mark !== undefined || isCode ? [{ file, line: index + 1, code: line.trim(), mark }] : [];
  }),
);

describe("what a line holds", () => {
  let heldAt: (file: string, line: number) => string;

  beforeAll(async () => {
    heldAt = analysis({ names: [...texts.keys()], read: (name) => texts.get(name) }, await goParser());
  });

  test("there are lines", () => expect(lines.length).toBeGreaterThan(100));

  test.each(lines.filter(({ mark }) => mark !== undefined))("$file:$line $code", ({ file, line, mark }) => {
    expect(heldAt(file, line)).toBe(mark);
  });

  test.each([...texts.keys()])("unmarked lines of %s hold nothing", (file) => {
    const wrong = lines
      .filter((line) => line.file === file && line.mark === undefined)
      .map(({ line, code }) => `${line} ${code} ${heldAt(file, line)}`)
      .filter((text) => /(holds|may): /.test(text));
    expect(wrong).toEqual([]);
  });
});
