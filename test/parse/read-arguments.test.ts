import fc from "fast-check";
import { expect, test } from "vitest";
import { firstWord } from "../../src/parse/first-word.ts";
import { readWith } from "../../src/parse/grammar.ts";
import { readArguments } from "../../src/parse/read-arguments.ts";
import { encode } from "../../src/read/utf8.ts";

const token = fc.constantFrom(
  "0xc000098020",
  "0x18?",
  "0xFF",
  "...",
  "_",
  "{",
  "}",
  ", ",
  ",",
  " ",
  "?",
  "0x",
  "{}",
  "{0x1, ",
  "x",
);

test("lists of any tokens read as the grammar reads them, the damaged ones too", () => {
  fc.assert(
    fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
      const text = tokens.join("");
      expect(readArguments(text)).toEqual(readWith("Arguments", text) ?? [{ kind: "unknown" }]);
    }),
    { numRuns: 3000 },
  );
});

const word = fc.constantFrom("0xc000098020", "0x0", "0x18?", "...", "_");
const { list } = fc.letrec<{ list: string; item: string }>((tie) => ({
  item: fc.oneof(
    { depthSize: "small" },
    word,
    tie("list").map((inner) => `{${inner}}`),
  ),
  list: fc.array(tie("item"), { maxLength: 5 }).map((items) => items.join(", ")),
}));

test("well-formed lists of any depth read as the grammar reads them", () => {
  fc.assert(
    fc.property(list, (text) => {
      expect(readArguments(text)).toEqual(readWith("Arguments", text));
    }),
    { numRuns: 1000 },
  );
});

test("the first word is the same read alone", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        list,
        fc.array(token, { maxLength: 6 }).map((tokens) => tokens.join("")),
      ),
      (text) => {
        const bytes = encode(`f(${text})`);
        const [first] = readArguments(text);
        const expected = first?.kind === "word" && !first.stale ? Number(first.value) : -1;
        expect(firstWord(bytes, 2, bytes.length - 1)).toBe(expected);
      },
    ),
    { numRuns: 5000 },
  );
});
