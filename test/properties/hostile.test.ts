import { describe, expect, test } from "vitest";
import { encode } from "../../src/read/utf8.ts";
import { readPlain } from "../parse/plain.ts";

const MB = 2 ** 20;
const goroutine = (id: number | string, state = "select") =>
  `goroutine ${id} [${state}]:\nmain.f(0x1)\n\t/x.go:1 +0x1\n`;

/** Reads within seconds what a quadratic reader would need hours for. */
function read(text: string) {
  const start = performance.now();
  const result = readPlain(encode(text));
  for (const dump of result.dumps)
    for (const index of [0, dump.goroutines.length - 1]) dump.goroutines.at(index).args(0);
  expect(performance.now() - start).toBeLessThan(25_000);
  return result;
}

describe("one line of ten megabytes", () => {
  test.each([
    ["text", "x".repeat(10 * MB)],
    ["blanks", " ".repeat(10 * MB)],
    ["a header", `goroutine 1 [${"x".repeat(10 * MB)}]:`],
    ["a function", `main.${"f".repeat(10 * MB)}(0x1)`],
    ["arguments", `main.f(${"0x1, ".repeat(2 * MB)}0x1)`],
    ["nested braces", `main.f(${"{".repeat(5 * MB)}${"}".repeat(5 * MB)})`],
    ["brackets in a name", `main.F${"[".repeat(5 * MB)}${"]".repeat(5 * MB)}(0x1)`],
    ["a position", `\t/${"a:1".repeat(3 * MB)}:1 +0x1`],
    ["dots", `main${".f".repeat(5 * MB)}(0x1)`],
  ])("%s", { timeout: 60_000 }, (_, line) => {
    const result = read(`${goroutine(1)}\n${goroutine(2)}${line}\n\n${goroutine(3)}`);
    const ids = result.dumps.flatMap(({ goroutines }) => [...goroutines].map(({ id }) => id));
    expect(ids.filter((id) => id !== undefined)).toEqual(expect.arrayContaining([1, 2, 3]));
  });
});

test("a million headers", { timeout: 120_000 }, () => {
  const { headers, dumps, diagnostics } = read(
    Array.from({ length: 1_000_000 }, (_, id) => `goroutine ${id} [select]:\n`).join(""),
  );
  expect(headers).toBe(1_000_000);
  expect(diagnostics).toHaveLength(10_001);
  expect(diagnostics.at(-1)).toMatchObject({
    code: "more-problems",
    line: 10_001,
    message: expect.stringContaining("990000 more problems"),
  });
  expect(dumps.reduce((sum, { goroutines }) => sum + goroutines.length, 0)).toBe(1_000_000);
});

test("half a million headers that could each begin a dump", { timeout: 120_000 }, () => {
  const { headers, dumps } = read("goroutine 1 [running]:\n".repeat(500_000));
  expect(headers).toBe(500_000);
  expect(dumps.length).toBeLessThanOrEqual(100_001);
  expect(dumps.reduce((sum, { goroutines }) => sum + goroutines.length, 0)).toBe(500_000);
});

test.each([
  ["messages, each followed by a header", "panic: x\ngoroutine 1 [select]:\n"],
  ["messages that look like calls", "panic: x()\ngoroutine 1 [select]:\nmain.f()\n\t/x.go:1\n\n"],
  ["beginnings of reports", "==================\nWARNING: DATA RACE\n"],
  ["beginnings of profiles", "goroutine profile: total 1\n"],
  ["beginnings of lists", "  Goroutine 1 - \n"],
  ["ends of headers", "x goroutine 1 [a]:\n"],
  ["calls without positions", "main.f(0x1)\n"],
  ["functions of C", "c_function\n\tpc=0x1\n"],
])("200,000 %s", { timeout: 60_000 }, (_, text) => {
  read(`goroutine 5 [running]:\n${text.repeat(200_000)}`);
});

describe("numbers that no number can hold", () => {
  const [huge, next] = ["9007199254740992", "9007199254740993"];

  test("an id is kept as text; two that would be rounded to the same one are two", () => {
    const { headers, dumps, diagnostics } = read(`${goroutine(huge)}\n${goroutine(next, "running")}\n${goroutine(7)}`);
    expect(headers).toBe(3);
    expect(diagnostics).toEqual([]);
    expect(dumps).toHaveLength(1);
    const goroutines = [...(dumps[0]?.goroutines ?? [])];
    expect(goroutines.map(({ id, attributes }) => id ?? attributes["id"])).toEqual([huge, next, 7]);
    expect(dumps[0]?.goroutines.byId(Number(huge))).toBeUndefined();
  });

  test("the largest one that can be held is a number", () => {
    const { dumps } = read(goroutine("9007199254740991"));
    expect(dumps[0]?.goroutines.byId(Number.MAX_SAFE_INTEGER)?.attributes).toEqual({});
  });

  test("a creator's id is left out, minutes stay text, a line number is damage", () => {
    const { dumps, diagnostics } = read(
      `goroutine 1 [select, ${next} minutes]:\nmain.f(0x1)\n\t/x.go:1 +0x1\ncreated by main.g in goroutine ${next}\n\t/x.go:${next} +0x1\n`,
    );
    const one = dumps[0]?.goroutines.at(0);
    expect([one?.creator, one?.minutes, one?.attributes]).toEqual([
      undefined,
      undefined,
      { [`${next} minutes`]: true },
    ]);
    expect(one?.stack.createdBy?.func.text).toBe("main.g");
    expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([["damaged-location", 5]]);
  });

  test.each([
    ["goleak", `[Goroutine ${next} in state select, with main.f on top of the stack:\nmain.f(0x1)\n\t/x.go:1 +0x1\n`],
    ["race", `WARNING: DATA RACE\nRead at 0x00c000012345 by goroutine ${next}:\n  main.f()\n      /x.go:1 +0x1\n`],
    ["delve", `  Goroutine ${next} - User: /x.go:1 main.f (0x4948ee) [select]\n[1 goroutines]\n`],
  ])("%s", (_, text) => {
    const { dumps } = read(text);
    expect(dumps[0]?.goroutines.at(0)).toMatchObject({ id: undefined, attributes: { id: next } });
  });
});

test("bytes that are no UTF-8 cost nothing but themselves", () => {
  const bytes = encode(`${goroutine(1)}\n${goroutine(2)}`);
  bytes[bytes.indexOf(0x66)] = 0xff;
  const { dumps } = readPlain(bytes);
  expect(dumps[0]?.goroutines.at(0).stack.frames[0]?.func.text).toBe("main.\ufffd");
  expect(dumps[0]?.goroutines).toHaveLength(2);
});

test.each([
  ["brackets in one line", "goroutine 1 ["],
  ["begin markers in one line", "=== BEGIN goroutine stack dump === "],
  ["end markers before quoted headers", "=== END goroutine stack dump ===\\ngoroutine 1 [running]:  \n"],
  ["headers indented by a tab", "\tgoroutine 1 [running]:\n"],
  ["JSON objects that speak of a goroutine", '{"a":"see goroutine 5 [running]: x"}\n'],
  ["headers with quotes behind", 'goroutine 1 [running]:\n" " '],
])("a megabyte of %s", { timeout: 60_000 }, (_, unit) => {
  const { dumps, headers } = read(unit.repeat(MB / unit.length));
  expect(dumps.reduce((sum, { goroutines }) => sum + goroutines.length, 0)).toBe(headers);
});

test("an empty first line before lines indented by a tab", () => {
  expect(read("\n\tgoroutine 1 [running]:\n\tmain.f()\n\t\t/x.go:1 +0x1").headers).toBe(1);
});
