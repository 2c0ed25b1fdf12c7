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
  const { headers, dumps } = read(Array.from({ length: 1_000_000 }, (_, id) => `goroutine ${id} [select]:\n`).join(""));
  expect(headers).toBe(1_000_000);
  expect(dumps.reduce((sum, { goroutines }) => sum + goroutines.length, 0)).toBe(1_000_000);
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

test("ids beyond 2^53 are kept as far as a number can, and reported as repeated where they meet", () => {
  const { headers, dumps } = read(`${goroutine("9007199254740993")}\n${goroutine("18446744073709551615")}`);
  expect(headers).toBe(2);
  expect(dumps[0]?.goroutines).toHaveLength(2);
});

test("bytes that are no UTF-8 cost nothing but themselves", () => {
  const bytes = encode(`${goroutine(1)}\n${goroutine(2)}`);
  bytes[bytes.indexOf(0x66)] = 0xff;
  const { dumps } = readPlain(bytes);
  expect(dumps[0]?.goroutines.at(0).stack.frames[0]?.func.text).toBe("main.\ufffd");
  expect(dumps[0]?.goroutines).toHaveLength(2);
});
