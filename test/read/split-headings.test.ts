import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { plainSource } from "../../src/read/source-text.ts";
import { HEADINGS, splitHeadings } from "../../src/read/split-headings.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, GO_VERSIONS } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";

const dump = decode(fileOf(GO_VERSIONS, "locks-1.27.0.txt").bytes);
const bare = parse(encode(dump)).dumps.map(fromDump);

/** Parts of a text, cut behind so many characters. */
const parts = (size: number) =>
  Array.from({ length: Math.ceil(dump.length / size) }, (_, at) => dump.slice(at * size, (at + 1) * size));
/** Parts of a text, cut behind so many lines. */
const lines = (count: number) => dump.match(new RegExp(`(?:.*\\n){1,${count}}`, "g")) ?? [];

describe("reconstructed: lines of several sources, by turns", () => {
  test.each([
    [
      "tail -f",
      lines(17)
        .map((part, at) => `${at > 0 ? "\n" : ""}==> a.log <==\n${part}\n==> b.log <==\nGET /${at}\n`)
        .join(""),
    ],
    [
      "tail -f, empty lines lost",
      lines(1e6)
        .map((part) => `==> a.log <==\n${part}==> b.log <==\nGET /\n`)
        .join(""),
    ],
    [
      "supervisord, which cuts lines",
      parts(777)
        .map(
          (part) =>
            `2026-11-23 15:51:56,076 DEBG 'web' stderr output:\n${part}\n2026-11-23 15:51:56,077 DEBG 'db' stdout output:\nok\n\n`,
        )
        .join(""),
    ],
  ])("%s", (_, text) => {
    const { dumps, diagnostics } = parse(encode(text));
    expect(dumps.map(fromDump)).toEqual(bare);
    expect(diagnostics).toEqual([]);
    expect(["a.log", "web"]).toContain(dumps[0]?.envelope.fields["file"] ?? dumps[0]?.envelope.fields["program"]);
  });
});

test.each(HEADINGS)(
  "$name: the example is one, and lines are those of the file",
  ({ name, sign, pattern, example }) => {
    expect(example).toMatch(pattern);
    expect(example).toContain(decode(sign));
    const [rest, under] = splitHeadings(plainSource(encode(`first\n${example}\nsecond\n`)));
    expect([rest?.layers, under?.layers]).toEqual([[], [name]]);
    expect([rest?.lineAt(1), under?.lineAt(1)]).toEqual([1, 3]);
  },
);

test("a text without headings stays as it is", () => {
  const source = plainSource(encode("a <== b\n"));
  expect(splitHeadings(source)).toEqual([source]);
});
