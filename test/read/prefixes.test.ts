import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { CLOCKS } from "../../src/read/varying-parts.ts";
import { fileOf, GO_VERSIONS, SAMPLES } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";
import { PREFIXES } from "./prefixes.ts";

const DUMPS = [
  { name: "containerd's own file", file: fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd.stacks.log") },
  { name: "locks of Go 1.27", file: fileOf(GO_VERSIONS, "locks-1.27.0.txt") },
  { name: "labels of Go 1.27", file: fileOf(GO_VERSIONS, "labels-1.27.0.txt") },
].map(({ name, file }) => ({ name, text: decode(file.bytes) }));

const plain = (text: string) => {
  const { dumps, diagnostics } = parse(encode(text));
  return { goroutines: dumps.map(fromDump), warnings: diagnostics.map(({ code }) => code) };
};

describe.each(DUMPS)("reconstructed prefix: $name", ({ text }) => {
  const bare = plain(text);
  test.each(PREFIXES)("$name", ({ wrap }) => expect(plain(wrap(text))).toEqual(bare));
});

test.each(CLOCKS)("$name: the example has it", ({ pattern, example }) => expect(example).toMatch(pattern));

test("what a number in a prefix tells apart stays apart: two processes, one after the other", () => {
  const [{ text }] = DUMPS as [(typeof DUMPS)[0]];
  const lines = (pid: number) => text.trimEnd().replace(/^/gm, `worker ${pid} says: `);
  const { dumps } = parse(encode(`${lines(11)}\n${lines(12)}\n`));
  expect(dumps.map(fromDump)).toEqual([...parse(encode(text)).dumps, ...parse(encode(text)).dumps].map(fromDump));
});

test.each(["", "7:"])("where grep left lines out the goroutine is told to be partial (%j)", (prefix) => {
  const other = prefix.replace(":", "-");
  const frame = `${other}main.f()\n${other}\t/x/f.go:12 +0x1d\n`;
  const part = (id: number) => `${prefix}goroutine ${id} [running]:\n${frame}${frame}`;
  const { dumps, diagnostics } = parse(encode(`${part(1)}--\n${frame}${part(2)}`));
  const goroutines = [...(dumps[0]?.goroutines ?? [])].filter(({ id }) => id !== undefined);
  expect(goroutines.map(({ id, partial, stack }) => [id, partial, stack.frames.length])).toEqual([
    [1, true, 2],
    [2, false, 2],
  ]);
  expect(diagnostics.map(({ code }) => code)).toContain("left-out");
});
