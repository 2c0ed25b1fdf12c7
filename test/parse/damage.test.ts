import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dump, Goroutine } from "../../src/model/dump.ts";
import { StackgraphError } from "../../src/model/error.ts";
import { type ParseResult, parse } from "../../src/parse/parse.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, GO_VERSIONS, SAMPLES } from "./corpus.ts";
import { fromDump, isOwnForm, type PlainGoroutine } from "./plain.ts";

const hang = fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd.stacks.log").bytes;
const journal = fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd-journal.log").bytes;
const crash = fileOf(GO_VERSIONS, "sigquit-1.22.10-crash.txt").bytes;
const ancestors = fileOf(GO_VERSIONS, "ancestors-1.24.0.txt").bytes;

function goroutines({ dumps }: ParseResult): PlainGoroutine[] {
  return dumps.flatMap(fromDump);
}

/** A stack without header is none of them. */
function goroutinesWithHeader(dump: Dump): Goroutine[] {
  return [...dump.goroutines].filter(({ id }) => id !== undefined || !isOwnForm(dump));
}

function codes({ diagnostics }: ParseResult): string[] {
  return diagnostics.map(({ code }) => code);
}

/** The dump, with the n-th line (from 1) replaced. */
function withLine(bytes: Uint8Array, number: number, line: string): ParseResult {
  const lines = decode(bytes).split("\n");
  lines[number - 1] = line;
  return parse(encode(lines.join("\n")), { name: "damaged.log" });
}

test("a wrong call throws with its code", () => {
  const wrong = "goroutine 1 [running]:" as unknown as Uint8Array;
  expect(() => parse(wrong)).toThrow(StackgraphError);
  expect(() => parse(wrong)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }));
});

test("no bytes throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => void parse(bytes)));
});

test("no mixture of pieces of dumps throws, and no header is lost", () => {
  const pieces = [hang, journal, crash, ancestors].flatMap((bytes) => decode(bytes).split(/(?<=[\n ([{:"\\])/));
  const piece = fc.integer({ min: 0, max: pieces.length - 1 }).map((at) => pieces[at] ?? "");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (parts) => {
      const result = parse(encode(parts.join("")));
      for (const dump of result.dumps)
        for (const goroutine of dump.goroutines)
          for (const frame of goroutine.stack.frames.keys()) goroutine.args(frame);
      expect(result.dumps.flatMap((dump) => goroutinesWithHeader(dump))).toHaveLength(result.headers);
    }),
  );
});

describe.each([
  { name: "a plain dump", bytes: hang },
  { name: "a crash", bytes: crash },
  { name: "a dump with ancestors", bytes: ancestors },
  { name: "a log record", bytes: journal },
])("$name that is cut off", ({ bytes }) => {
  const whole = goroutines(parse(bytes));

  test("loses at most the goroutine that was cut", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        const left = goroutines(parse(bytes.subarray(0, length)));
        expect(left.slice(0, -1)).toEqual(whole.slice(0, Math.max(0, left.length - 1)));
      }),
      { numRuns: 150 },
    );
  });
});

test("a goroutine that is cut off is kept, marked and reported", () => {
  const text = decode(hang);
  const cut = text.lastIndexOf("(*Client).run.func2()") + 4;
  const result = parse(encode(text.slice(0, cut)), { name: "cut.log" });
  const dump = result.dumps[0];
  expect(dump?.truncated).toBe(true);
  expect(dump?.goroutines).toHaveLength(43);
  expect(dump?.goroutines.at(42).partial).toBe(true);
  expect(dump?.goroutines.at(41).partial).toBe(false);
  expect(result.diagnostics).toEqual([
    expect.objectContaining({ code: "cut-off", file: "cut.log", line: text.slice(0, cut).split("\n").length }),
  ]);
});

test("a log record without its end is cut off", () => {
  const result = parse(journal.subarray(0, 9000));
  expect(result.dumps[0]?.truncated).toBe(true);
  expect(result.dumps[0]?.goroutines.length).toBeGreaterThan(5);
});

describe("one damaged line", () => {
  const whole = goroutines(parse(hang));
  const others = (result: ParseResult, index: number) => goroutines(result).toSpliced(index, 1);

  test.each([
    { what: "header", line: 1, text: "goroutine 16 [running", code: "damaged-header" },
    { what: "function", line: 4, text: "github.com/containerd/containerd/cmd/contain", code: "damaged-line" },
    { what: "location", line: 5, text: "\tgithub.com/containerd/containerd/cmd/containerd", code: "damaged-location" },
    { what: "function that is missing", line: 4, text: "\tmain.go:7 +0x1", code: "orphan-location" },
    { what: "location that is missing", line: 5, text: "main.f()", code: "missing-location" },
    { what: "creator", line: 6, text: "created by (", code: "damaged-line" },
  ])("$what: reported, and no other goroutine changes", ({ line, text, code }) => {
    const result = withLine(hang, line, text);
    expect(codes(result)[0]).toBe(code);
    expect(result.diagnostics[0]).toMatchObject({ file: "damaged.log", severity: "warning" });
    expect(result.dumps[0]?.goroutines.at(0).partial).toBe(true);
    expect(others(result, 0)).toEqual(whole.slice(1));
  });

  test("text in the middle of a goroutine: the frames around it stay", () => {
    const lines = decode(hang).split("\n");
    const mixed = lines.toSpliced(3, 0, 'time="2026-11-23T15:54:14Z" level=info msg="shim disconnected"');
    const result = parse(encode(mixed.join("\n")));
    expect(codes(result)).toEqual(["damaged-line"]);
    expect(goroutines(result)).toEqual(whole);
  });

  test("text behind a whole goroutine is no damage, also without an empty line", () => {
    const lines = decode(hang).split("\n");
    const mixed = lines.toSpliced(7, 1, 'time="2026-11-23T15:54:14Z" level=info msg="shim disconnected"');
    const result = parse(encode(mixed.join("\n")));
    expect(codes(result)).toEqual([]);
    expect(goroutines(result)).toEqual(whole);
  });
});

describe("the same model", () => {
  const whole = goroutines(parse(hang));
  const changes: readonly [string, (text: string) => string][] = [
    ["with CRLF line ends", (text) => text.replaceAll("\n", "\r\n")],
    ["with blanks at line ends", (text) => text.replaceAll("\n", "  \n")],
    ["without empty lines, as journald stores it", (text) => text.replaceAll("\n\n", "\n")],
    ["without tabs, as old journalds store it", (text) => text.replaceAll("\t", "")],
    ["with tabs that rsyslog escaped", (text) => text.replaceAll("\t", "#011")],
    ["with spaces for tabs", (text) => text.replaceAll("\t", "        ")],
    ["with every line followed by an empty one", (text) => text.replaceAll("\n", "\n\n")],
    ["without the last line end", (text) => text.trimEnd()],
    ["with text before and behind", (text) => `Dumping (all)\n\n${text}\n\nlogin (yes)\n\tindented:12\n`],
  ];
  test.each(changes)("%s", (_, change) => {
    const result = parse(encode(change(decode(hang))));
    expect(goroutines(result)).toEqual(whole);
    expect(codes(result)).toEqual([]);
  });
});
