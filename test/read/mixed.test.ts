import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { JOURNAL_FORMS, JSON_ENTRY_FORMS } from "../../src/read/entry-forms.ts";
import { findTexts } from "../../src/read/find-texts.ts";
import { LINE_FORMS } from "../../src/read/line-forms.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, SAMPLES } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";

const FRAMES = "main.main()\n\t/x/main.go:12 +0x1d\n";
const dockerd = decode(fileOf(SAMPLES, "docker-20.10.24-healthy/dockerd.log").bytes);
const containerd = decode(fileOf(SAMPLES, "docker-20.10.24-healthy/containerd.stacks.log").bytes);

/** Lines of two dumps, in turns of different lengths. */
function interleaved(one: (line: string) => string, other: (line: string) => string): string {
  const [a, b] = [dockerd.trimEnd().split("\n").map(one), containerd.trimEnd().split("\n").map(other)];
  const lines: string[] = [];
  for (let turn = 1; a.length + b.length > 0; turn = (turn * 7) % 31)
    lines.push(...a.splice(0, turn % 5), ...b.splice(0, turn % 3));
  return `${lines.join("\n")}\n`;
}

describe("reconstructed: two processes write at the same time", () => {
  test.each([
    [
      "pid",
      (line: string) => `Nov 23 15:51:56 node1 dockerd[11]: ${line}`,
      (line: string) => `Nov 23 15:51:56 node1 containerd[22]: ${line}`,
    ],
    ["container", (line: string) => `[pod/a/x] ${line}`, (line: string) => `[pod/b/x] ${line}`],
    [
      "stream",
      (line: string) => `2026-11-23T15:51:56.6Z stdout F ${line}`,
      (line: string) => `2026-11-23T15:51:57.669Z stderr F ${line}`,
    ],
    [
      "field",
      (line: string) => JSON.stringify({ pid: 11, message: line }),
      (line: string) => JSON.stringify({ pid: 22, message: line }),
    ],
  ])("told apart by %s", (_, one, other) => {
    const { dumps, diagnostics } = parse(encode(interleaved(one, other)));
    expect(diagnostics).toEqual([]);
    expect(dumps.map(fromDump).sort((a, b) => a.length - b.length)).toEqual(
      [dockerd, containerd]
        .flatMap((text) => parse(encode(text)).dumps.map(fromDump))
        .sort((a, b) => a.length - b.length),
    );
  });

  test("without anything that tells them apart the damage is reported", () => {
    const { diagnostics } = parse(encode(interleaved(String, String)));
    expect(diagnostics.length).toBeGreaterThan(10);
  });
});

test("lines are those of the file, and each dump has the time of its own first line", () => {
  const dump = (time: string, noise: number) =>
    [...Array.from({ length: noise }, () => "loading"), ...`goroutine 1 [running]:\n${FRAMES}`.trimEnd().split("\n")]
      .map((line) => `2026-11-23T${time}Z stderr F ${line}\n`)
      .join("");
  const { dumps } = parse(encode(dump("10:00:00", 3) + dump("11:00:00", 2)));
  expect(dumps.map(({ lines, envelope }) => [lines, envelope.takenAt])).toEqual([
    [[4, 6], "2026-11-23T10:00:00Z"],
    [[9, 11], "2026-11-23T11:00:00Z"],
  ]);
});

test("leak checkers of tests: each goroutine behind a text of its own", () => {
  const leak = (id: number) =>
    `    x_test.go:${100 + id}: leaktest: leaked goroutine: goroutine ${id} [chan send]:\n        main.f(0x1)\n        \t/x/f.go:1 +0x2\n        created by main.g\n        \t/x/g.go:2 +0x3\n`;
  const { dumps, diagnostics } = parse(encode(`=== RUN TestX\n${leak(7)}${leak(8)}--- FAIL: TestX (10.03s)\nFAIL\n`));
  expect(diagnostics).toEqual([]);
  expect(dumps).toHaveLength(1);
  expect(dumps.flatMap(fromDump)).toMatchObject([
    { id: 7, frames: [{}] },
    { id: 8, frames: [{}] },
  ]);
  expect(dumps[0]?.lines).toEqual([2, 11]);
});

test("a plain dump and one in a log, in one file", () => {
  const plain = `goroutine 1 [running]:\n${FRAMES}`;
  const log = plain.replaceAll(/^/gm, "Nov 23 15:51:56 node1 x[5]: ");
  const { dumps } = parse(encode(`${plain}\n${log.trimEnd().replace(/\n.*: $/, "")}\n`));
  expect(dumps.map(({ envelope, lines }) => [envelope.format, envelope.pid, lines])).toEqual([
    ["plain", undefined, [1, 3]],
    ["syslog", 5, [5, 7]],
  ]);
});

test.each(LINE_FORMS)("$name: the example is read by its own rule first", ({ name, example }) => {
  const prefix = example.slice(0, example.indexOf("goroutine"));
  const text = `goroutine 1 [running]:\n${FRAMES}`.replace(/^/gm, prefix);
  expect(findTexts(encode(text), "x").find(({ bytes }) => bytes.length > 20)?.envelope.format).toBe(name);
});

test.each(JSON_ENTRY_FORMS)(
  "$name: the example of $source is read by its own rule",
  ({ name, example, message, hasBreaks }) => {
    const entry = (line: string) =>
      JSON.stringify({ ...(JSON.parse(example) as object), [message]: hasBreaks ? `${line}\n` : line });
    const lines = `goroutine 1 [running]:\n${FRAMES}`.trimEnd().split("\n").map(entry);
    expect(parse(encode(`${lines.join("\n")}\n`)).dumps.map(({ envelope }) => envelope.format)).toEqual([name]);
    expect(JSON.parse(example)).toHaveProperty([message], expect.stringContaining("goroutine 1 [running]:"));
  },
);

test("the journal's forms have examples that begin like them", () => {
  expect(JOURNAL_FORMS.export.example).toMatch(/^__CURSOR=/);
  expect(JOURNAL_FORMS.verbose.example).toMatch(/ \[s=/);
});

test("a dump in the value of a panic of Go 1.23 and later is part of the message", () => {
  const text = `panic: failed:\n\tgoroutine 5 [running]:\n\tmain.f()\n\t\t/x/f.go:1 +0x2\n\ngoroutine 1 [running]:\n${FRAMES}`;
  expect(parse(encode(text)).dumps.flatMap(fromDump)).toMatchObject([{ id: 1 }]);
});
