import fc from "fast-check";
import { expect, test } from "vitest";
import { unquote } from "../../src/read/unquote.ts";
import { decode, encode } from "../../src/read/utf8.ts";

function unquoted(text: string): string {
  const bytes = encode(text);
  return decode(unquote(bytes, 0, bytes.length).bytes);
}

test("what JSON quotes is what it was", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(unquoted(JSON.stringify(text).slice(1))).toBe(encodable(text));
    }),
  );
});

test.each([
  ["\\a\\b\\f\\n\\r\\t\\v", "\x07\b\f\n\r\t\v"],
  ["\\x1b[36m", "\x1b[36m"],
  ["\\xe4\\xb8\\x96", "世"],
  ["\\u00e9\\U0001f600", "é😀"],
  ["\\ud83d\\ude00", "😀"],
  ['a\\\\n\\"b', 'a\\n"b'],
  ["世\\n界", "世\n界"],
])("%s", (quoted, text) => expect(unquoted(quoted)).toBe(text));

test.each(["\\", "\\x1", "\\u00", "\\q", "\\世"])("no escape sequence: %s stays", (text) =>
  expect(unquoted(text)).toBe(text),
);

test("ends at the first quote that is not escaped", () => {
  const bytes = encode('a\\"b" c="d"');
  expect(unquote(bytes, 0, bytes.length)).toMatchObject({ end: 4, closed: true });
  expect(unquote(bytes, 0, 4)).toMatchObject({ end: 4, closed: false });
});

test("a Buffer stays as it is", () => {
  const bytes = Buffer.from('a\\nb"');
  unquote(bytes, 0, bytes.length);
  expect(bytes.toString()).toBe('a\\nb"');
});

/** Lone surrogates cannot be encoded. */
function encodable(text: string): string {
  return decode(encode(text));
}
