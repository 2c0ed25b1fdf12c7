import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { cleanText } from "../../src/read/cleaning/clean-text.ts";
import { FENCES } from "../../src/read/cleaning/fences.ts";
import { inPieces } from "../../src/read/cleaning/in-pieces.ts";
import { BROKEN_LINES, joinWords } from "../../src/read/cleaning/join-words.ts";
import { findTexts } from "../../src/read/find-texts.ts";
import { plainSource } from "../../src/read/source-text.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, GO_VERSIONS } from "../parse/corpus.ts";

const dump = decode(fileOf(GO_VERSIONS, "locks-1.27.0.txt").bytes);

describe.each(BROKEN_LINES)("$name, broken at a blank", ({ example: [start, rest] }) => {
  test("is joined", () => {
    const text = joinWords(plainSource(encode(`of goroutines\n${start}\n${rest}\nlast\n`)));
    expect(decode(text.bytes)).toBe(`of goroutines\n${start} ${rest}\nlast\n`);
    expect([1, 2, 3].map((line) => text.lineAt(line))).toEqual([1, 2, 4]);
  });
});

test("no line of a whole dump is taken for a broken one", () => {
  const source = plainSource(encode(dump));
  expect(joinWords(source)).toBe(source);
});

test.each(FENCES)("$name: the example has its sign, and loses its fence", ({ sign, pattern, example }) => {
  expect(example).toContain(sign);
  expect(decode(cleanText(encode(example)))).not.toMatch(pattern);
});

test("a text that is too long for one string is cleaned in pieces, which end at line breaks", () => {
  const text = dump.replace(/^goroutine/gm, "\u001b[1mgoroutine\u001b[0m").replace(/^\t/gm, "\u00a0\u00a0");
  const whole = cleanText(encode(text));
  for (const size of [64, 1000, 7777]) expect(decode(cleanText(encode(text), size))).toBe(decode(whole));
});

test("a piece without a line break ends between characters", () => {
  const pieces: string[] = [];
  inPieces(
    encode("ééé世世\nabc"),
    (piece) => {
      pieces.push(decode(piece));
      return piece;
    },
    5,
  );
  expect(pieces.join("")).toBe("ééé世世\nabc");
});

test("lines are those of the file, also where lines were joined, split or put in order", () => {
  const lines = dump.trimEnd().split("\n");
  const backward = parse(encode(`${lines.toReversed().join("\n")}\n`)).dumps[0];
  const forward = parse(encode(dump)).dumps[0];
  expect([...(backward?.goroutines ?? [])].map(({ lines: [, last] }) => lines.length + 1 - last)).toEqual(
    [...(forward?.goroutines ?? [])].map(({ lines: [first] }) => first),
  );
  const [joined] = findTexts(encode(`created by main.main in\ngoroutine 1\nlast\n`), "x");
  expect([1, 2].map((line) => joined?.lineAt?.(line))).toEqual([1, 3]);
});

test("UTF-16 is recoded in pieces: a character may stand in two of them", () => {
  const text = `${"x".repeat(2 ** 23 - 2)}😀\n`;
  const recoded = cleanText(Buffer.from(`\ufeff${text}`, "utf16le"));
  expect(Buffer.compare(recoded, Buffer.from(text))).toBe(0);
});
