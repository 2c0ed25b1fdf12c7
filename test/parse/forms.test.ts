import { describe, expect, test } from "vitest";
import type { Dump, Goroutine } from "../../src/model/dump.ts";
import { FORMS as TABLE } from "../../src/parse/forms/forms.ts";
import { LineReader } from "../../src/parse/line-reader.ts";
import { type ParseResult, parse } from "../../src/parse/parse.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { FORMS, fileOf, filesOf } from "./corpus.ts";
import { readPlain } from "./plain.ts";
import { summarize } from "./summary.ts";

function read(name: string): ParseResult {
  return readPlain(fileOf(FORMS, name).bytes, name);
}

function only(name: string): Dump {
  const { dumps, diagnostics } = read(name);
  expect(diagnostics).toEqual([]);
  expect(dumps).toHaveLength(1);
  return dumps[0] as Dump;
}

describe("summaries", () => {
  test.each(filesOf(FORMS))("$name", async ({ name, bytes }) => {
    const result = readPlain(bytes, name);
    await expect(`${summarize(result).join("\n")}\n`).toMatchFileSnapshot(`__golden__/forms/${name}`);
    expect(result.diagnostics).toEqual([]);
  });
});

test.each(TABLE)("the form $name begins with its example, and no earlier form does", ({ name, example }) => {
  const line = new LineReader(encode(example));
  line.advance();
  expect(TABLE.find(({ starts }) => starts(line))?.name).toBe(name);
});

describe("a profile as text", () => {
  test("tells counts, labels and stacks, and no ids, states, arguments or creators", () => {
    const goroutines = [...only("pprof-1.26.8.txt").goroutines];
    expect(goroutines.map(({ count }) => count)).toEqual([3, 3, 2, 1, 1]);
    const labelled = goroutines.find(({ attributes }) => attributes["labels"]);
    expect(labelled?.attributes["labels"]).toEqual({ k1: "v 1", worker: 'a"b' });
    for (const goroutine of goroutines) {
      const { id, state, creator, minutes } = goroutine;
      expect([id, state, creator, minutes]).toEqual([undefined, "", undefined, undefined]);
      expect(goroutine.stack.createdBy).toBeUndefined();
      expect(goroutine.argsText(0)).toBeUndefined();
    }
  });

  test("each frame knows its line", () => {
    const lines = decode(fileOf(FORMS, "pprof-1.26.8.txt").bytes).split("\n");
    for (const goroutine of only("pprof-1.26.8.txt").goroutines)
      for (const [at, { func, location }] of goroutine.stack.frames.entries()) {
        expect(lines[goroutine.lineOf(at).line - 1]).toContain(`\t${func.text}+${location?.pcOffset}\t`);
        expect(lines[goroutine.lineOf(at).line - 1]).toContain(`\t${location?.file}:${location?.line}`);
      }
  });

  test("a damaged line costs its bucket only, and the missing ones are counted", () => {
    const text = decode(fileOf(FORMS, "pprof-1.26.8.txt").bytes);
    const damaged = parse(encode(text.replace("#\t0x4dc570", "#\t0x4dc5zz")));
    expect(damaged.dumps[0]?.goroutines).toHaveLength(5);
    expect(damaged.diagnostics).toEqual([expect.objectContaining({ code: "damaged-line", line: 3 })]);
    expect([...(damaged.dumps[0]?.goroutines ?? [])].map(({ partial }) => partial)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    const cut = parse(encode(text.slice(0, text.indexOf("\n\n2 @"))));
    expect(cut.dumps[0]).toMatchObject({ truncated: true });
    expect(cut.diagnostics).toEqual([expect.objectContaining({ code: "incomplete-list" })]);
  });
});

describe("the damaged first line of a goroutine costs nobody else", () => {
  test.each([
    ["pprof-1.26.8.txt", "2 @ 0x", "2 @ 0z"],
    ["race-1.26.8.txt", "Previous write at 0x00c0", "Previous write at 0z00c0"],
    ["delve-1.27.2.txt", "  Goroutine 2 - User:", "  Goroutine 2 - "],
    ["delve-1.27.2.txt", "  Goroutine 2 - User:", "  Gorou"],
  ])("%s: %s", (name, from, to) => {
    const text = decode(fileOf(FORMS, name).bytes);
    const plain = (input: string) => parse(encode(input)).dumps.flatMap((dump) => [...dump.goroutines]);
    const [whole, damaged] = [plain(text), plain(text.replace(from, to))];
    const first = damaged.findIndex(({ partial }) => partial);
    const frames = (goroutine: Goroutine | undefined) => goroutine?.stack.frames.map(({ func }) => func.text);
    expect(damaged.map(frames)).toEqual(whole.map(frames));
    expect(damaged.filter(({ partial }) => partial)).toHaveLength(1);
    expect(parse(encode(text.replace(from, to))).diagnostics).toContainEqual(
      expect.objectContaining({ code: "damaged-header", line: whole[first]?.lines[0] ?? 0 }),
    );
  });

  test("a missing one too", () => {
    const text = decode(fileOf(FORMS, "pprof-1.26.8.txt").bytes).replace(/^2 @ .*\n/m, "");
    const buckets = [...(parse(encode(text)).dumps[0]?.goroutines ?? [])];
    expect(buckets.map(({ partial, count }) => [partial, count])).toContainEqual([true, 1]);
    expect(buckets.filter(({ partial }) => partial)).toHaveLength(1);
  });
});

test("the race detector tells which goroutine accessed what, and who created it", () => {
  const { dumps } = read("race-1.26.8.txt");
  expect(dumps.map(({ goroutines }) => [...goroutines].map(({ id, state }) => `${id} ${state}`))).toEqual([
    ["6 running", "7 finished"],
    ["6 running", "7 finished"],
    ["8 running", "1 "],
  ]);
  const [first] = dumps[1]?.goroutines ?? [];
  expect(first?.attributes).toEqual({ access: "read", address: "0x00c0000180f8" });
  expect(first?.stack.frames.map(({ func }) => func.text)).toEqual(["main.(*T).inc", "main.main.func1"]);
  expect(first?.stack.createdBy).toMatchObject({ func: { text: "main.main" }, location: { line: 20 } });
});

test("Delve tells ids, states and whole stacks", () => {
  const { goroutines } = only("delve-1.27.2.txt");
  expect([...goroutines].map(({ id, state }) => `${id} ${state}`)).toEqual([
    "1 select (no cases)",
    "2 force gc (idle)",
    "3 GC sweep wait",
    "4 GC scavenge wait",
    ...["17", "18", "19"].map((id) => expect.stringMatching(`^${id} (sync.Mutex.Lock|sleep)$`)),
  ]);
  expect(goroutines.byId(1)?.stack.frames.map(({ func }) => func.text)).toEqual([
    "runtime.gopark",
    "runtime.block",
    "main.main",
    "runtime.main",
    "runtime.goexit",
  ]);
});

test("without stacks Delve's list shows one frame each, and says that others are left out", () => {
  const text = decode(fileOf(FORMS, "delve-1.27.2.txt").bytes);
  const list = text
    .split("\n")
    .filter((line) => !line.startsWith("\t"))
    .join("\n");
  const goroutine = parse(encode(list)).dumps[0]?.goroutines.byId(1);
  expect(goroutine?.stack).toMatchObject({
    frames: [{ func: { text: "main.main" } }],
    elided: { after: 1, count: -1 },
  });
});

describe("leak checkers of tests", () => {
  test.each([
    ["goleak-1.26.8.txt", ["select (no cases)", "sync.Mutex.Lock"]],
    ["leaktest-1.26.8.txt", ["select (no cases)", "sync.Mutex.Lock"]],
  ])("%s", (name, states) => {
    const { goroutines } = only(name);
    expect([...goroutines].map(({ state }) => state)).toEqual(states);
    expect(goroutines.at(1).argsText(1)).toMatch(/^0x[0-9a-f]+$/);
    expect(goroutines.at(1).stack.createdBy?.func.text).toBe("example.com/forms/leak.start");
    expect(goroutines.at(1).stack.frames).toHaveLength(5);
  });
});

describe("a panic whose value holds a dump", () => {
  test.each(["embedded-1.22.10.txt", "embedded-1.26.8.txt"])(
    "%s: the value is a message, the dump is the real one",
    (name) => {
      const dump = only(name);
      expect([...dump.goroutines].map(({ lines, id }) => ({ id, lines }))).toEqual([{ id: 1, lines: [12, 14] }]);
      expect(dump.crash?.messages[0]).toContain("main.hang()\n");
      expect(dump.crash?.exitStatus).toBe(2);
    },
  );

  test("where journald dropped the empty lines nobody can tell: all are kept", () => {
    const text = decode(fileOf(FORMS, "embedded-1.22.10.txt").bytes).replace(/\n\n+/g, "\n");
    const { dumps, headers } = readPlain(encode(text));
    expect(headers).toBe(3);
    expect(dumps.flatMap(({ goroutines }) => [...goroutines].map(({ id }) => id))).toEqual([1, 4, 1]);
  });

  test("two panics that a log prints with their stacks are two", () => {
    const panic = (id: number) => `panic: boom\ngoroutine ${id} [running]:\nmain.f()\n\t/x.go:1 +0x1\n`;
    const { headers } = parse(encode(`${panic(1)}\nlog\n${panic(2)}\nlog\n`));
    expect(headers).toBe(2);
  });
});

test("a stack behind other text in its first line", () => {
  const text =
    "2026/11/23 10:00:00 recovered: goroutine 7 [running]:\nmain.f(0x1)\n\t/x.go:1 +0x1\ncreated by main.g\n\t/x.go:2 +0x2\n";
  const dump = parse(encode(text)).dumps[0];
  expect(dump?.goroutines.at(0)).toMatchObject({ id: 7, state: "running", lines: [1, 5] });
  expect(parse(encode(text.replace("main.f(0x1)", "nothing follows"))).dumps).toEqual([]);
});

describe("functions that are none of Go's", () => {
  test("with a symbolizer", () => {
    const goroutine = only("cgo-symbolized-1.26.8.txt").goroutines.at(0);
    expect(goroutine.stack.frames.slice(0, 3).map(({ func, location }) => [func.text, location])).toEqual([
      ["c_inner", { file: "/src/native.c", line: 42, pc: "0x48b5c0" }],
      ["c_outer", { file: "", line: 42, pc: "0x48b5d0" }],
      ["runtime.cgocall", expect.objectContaining({ line: 167 })],
    ]);
    expect([0, 1, 2].map((frame) => goroutine.argsText(frame))).toEqual([
      undefined,
      undefined,
      "0x402300, 0x8e681eb6f10",
    ]);
    expect([0, 1, 2].map((frame) => goroutine.lineOf(frame).line)).toEqual([6, 8, 10]);
  });

  test("without", () => {
    const goroutine = only("cgo-unsymbolized-1.26.8.txt").goroutines.at(0);
    expect(goroutine.stack.frames[0]?.func.text).toMatch(/^non-Go function at pc=0x/);
    expect(goroutine.stack.frames[0]?.location).toBeUndefined();
  });
});
