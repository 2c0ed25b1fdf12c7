import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, GO_VERSIONS, SAMPLES } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";
import { ANSWERS } from "./answers.ts";

const DUMPS = [
  { name: "containerd's own file", file: fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd.stacks.log") },
  { name: "locks of Go 1.27", file: fileOf(GO_VERSIONS, "locks-1.27.0.txt") },
  { name: "locks of Go 1.13", file: fileOf(GO_VERSIONS, "locks-1.13.15.txt") },
].map(({ name, file }) => ({ name, text: decode(file.bytes) }));

const plain = (text: string) => {
  const { dumps, diagnostics } = parse(encode(text));
  return {
    goroutines: dumps.map(fromDump),
    warnings: diagnostics.map(({ code }) => code),
    truncated: dumps.map(({ truncated }) => truncated),
  };
};

describe.each(DUMPS)("reconstructed answer: $name", ({ text }) => {
  const bare = plain(text);
  test.each(ANSWERS)("$name", ({ wrap, tells = {} }) => {
    expect(plain(wrap(text))).toEqual(bare);
    if (text.startsWith("goroutine ")) expect(parse(encode(wrap(text))).dumps[0]?.envelope).toMatchObject(tells);
  });
});

test("lists with other fields around them are texts of their own, and goroutines outside of them are read as well", () => {
  const [{ text }] = DUMPS as [(typeof DUMPS)[0]];
  const values = text.split("\n").map((line, at) => [String(1795449116076421000n + BigInt(at)), line]);
  const result = ["web-1", "web-2"].map((pod) => ({ stream: { pod }, values }));
  const { dumps } = parse(encode(`${JSON.stringify({ note: "x", data: { result } })}\n${text}`));
  expect(dumps.map(({ envelope }) => envelope.fields["pod"]).sort()).toEqual(["web-1", "web-2", undefined]);
  expect(new Set(dumps.map(({ goroutines }) => goroutines.length)).size).toBe(1);
});

test("a document that is cut in its middle holds what stands before", () => {
  const [, { text }] = DUMPS as [(typeof DUMPS)[0], (typeof DUMPS)[0]];
  const whole = JSON.stringify({ events: text.split("\n").map((message) => ({ message })) });
  const { dumps } = parse(encode(whole.slice(0, whole.length / 2)));
  const bare = parse(encode(text)).headers;
  expect(dumps[0]?.goroutines.length).toBeGreaterThan(bare / 3);
});

test("a log with the latest line first: lines, and which dump a diagnostic belongs to", () => {
  const damaged = (id: number) =>
    `goroutine ${id} [running]:\nmain.f()\n?\n?\n\t/x/f.go:12 +0x1d\n\ngoroutine 5 [select]:\nmain.g()\n\t/x/g.go:7 +0x1d\n`;
  const whole = damaged(1).replaceAll("?\n", "");
  const lines = `${whole}\n${damaged(2)}`.trimEnd().split("\n");
  const { dumps } = parse(encode(`${lines.toReversed().join("\n")}\n`));
  expect(dumps.map((dump) => [dump.lines, dump.diagnostics.length > 0])).toEqual([
    [[11, 17], false],
    [[1, 9], true],
  ]);
});
