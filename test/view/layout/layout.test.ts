import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clean } from "../../../src/view/layout/clean.ts";
import { shortenMiddle } from "../../../src/view/layout/middle.ts";
import { print } from "../../../src/view/layout/print.ts";
import { paragraph, spans } from "../../../src/view/layout/span.ts";
import { columns, wrap } from "../../../src/view/layout/wrap.ts";

const lines = (text: string, width: number): string[] =>
  wrap(spans(text), width).map((line) => line.map((span) => span.text).join(""));

describe("wrap", () => {
  test.each([
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 80, ["one two three"]],
    ["abcdefgh", 3, ["abc", "def", "gh"]],
    ["a  b", 80, ["a  b"]],
    ["/usr/lib/go/src/x.go", 12, ["/usr/lib/go/", "src/x.go"]],
    ["  leading and trailing  ", 80, ["leading and trailing"]],
    ["", 80, [""]],
  ])("%j in %i columns", (text, width, expected) => expect(lines(text, width)).toEqual(expected));

  test("keeps words that consist of several spans together", () => {
    const broken = wrap(spans("held by ", { text: "goroutine", style: "strong" }, "s."), 12);
    expect(broken.map((line) => line.map(({ text }) => text).join(""))).toEqual(["held by", "goroutines."]);
  });

  test("no line is longer than the width, and no word is lost", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "/", " ", "é", "𝛼") }),
        fc.integer({ min: 1, max: 40 }),
        (text, width) => {
          const wrapped = lines(text, width);
          expect(wrapped.every((line) => columns(line) <= width)).toBe(true);
          expect(wrapped.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        },
      ),
    );
  });
});

describe("clean", () => {
  test.each([
    ["\u001b[31mred", "\\u{1b}[31mred"],
    ["a\u202eb\u2066c", "a\\u{202e}b\\u{2066}c"],
    ["zero\u200bwidth", "zero\\u{200b}width"],
    ["\tindented", "    indented"],
    ["line\u2028separator\r", "line\\u{2028}separator\\u{d}"],
    ["café ·1 /路径", "café ·1 /路径"],
  ])("%j", (text, expected) => expect(clean(text)).toBe(expected));
});

test("shortenMiddle keeps both ends", () => {
  expect(shortenMiddle("abcdefghij", 10)).toBe("abcdefghij");
  expect(shortenMiddle("abcdefghij", 7)).toBe("abc…hij");
});

describe("print", () => {
  const tree = [
    paragraph(spans({ text: "bold\u001b[2J", style: "strong" }, " and some more words to wrap"), "└ ", "  "),
  ];

  test("indents the lines that wrapping adds", () => {
    expect(print(tree, { width: 30, color: false })).toBe("└ bold\\u{1b}[2J and some more\n  words to wrap\n");
  });

  test("colour adds nothing but SGR codes of its own", () => {
    const colored = print(tree, { width: 30, color: true });
    expect(colored).toContain("\u001b[1mbold\\u{1b}[2J\u001b[0m");
    expect(stripVTControlCharacters(colored)).toBe(print(tree, { width: 30, color: false }));
  });
});
