import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, GO_VERSIONS, SAMPLES } from "./corpus.ts";

const hang = decode(fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd.stacks.log").bytes);
const healthy = decode(fileOf(SAMPLES, "docker-20.10.24-healthy/containerd.stacks.log").bytes);
const quit = decode(fileOf(GO_VERSIONS, "sigquit-1.22.10-crash.txt").bytes);

function sizes(text: string): number[] {
  return parse(encode(text)).dumps.map(({ goroutines }) => goroutines.length);
}

describe("an id that repeats begins a new dump", () => {
  test("of a process that dumped twice", () => expect(sizes(`${hang}\n${healthy}`)).toEqual([43, 54]));
  test("with text between the dumps", () => expect(sizes(`${hang}\nagain (later)\n${hang}`)).toEqual([43, 43]));
  test("of a crash: threads stay with their crash", () => expect(sizes(quit)).toEqual([11]));
  test("of a process that crashed twice", () => expect(sizes(`${quit}\n${quit}`)).toEqual([11, 11]));
});

test("the lines and the crash of each dump", () => {
  const { dumps } = parse(encode(`${hang}\n${quit}`));
  const lines = hang.split("\n").length;
  expect(dumps.map((dump) => dump.lines[0])).toEqual([1, lines + 4]);
  expect(dumps.map(({ crash }) => crash?.signal)).toEqual([undefined, "SIGQUIT"]);
  expect(dumps[1]?.crash?.registers).toMatchObject({ rip: "0x40332e" });
});

test("an id that repeats without a beginning is kept and reported", () => {
  const [first, second] = hang.split("\n\n");
  const result = parse(encode([first, second, second].join("\n\n")), { name: "x.log" });
  expect(result.dumps.map(({ goroutines }) => goroutines.length)).toEqual([3]);
  expect(result.diagnostics).toEqual([expect.objectContaining({ code: "duplicate-id", file: "x.log" })]);
  expect(result.diagnostics[0]?.excerpt).toBe("goroutine 1 [chan receive, 3 minutes]:");
});

test("two frames without a header are a goroutine without an id", () => {
  const frames = hang.split("\n\n")[1]?.split("\n").slice(1).join("\n") ?? "";
  const { dumps } = parse(encode(`Exception 0xc0000005 0x0 0x0 0x45f4f9\nPC=0x45f4f9\n\n${frames}\n`));
  expect(dumps).toHaveLength(1);
  expect(dumps[0]?.crash?.signal).toBe("Exception 0xc0000005");
  expect(dumps[0]?.goroutines.at(0)).toMatchObject({ state: "", partial: false });
  expect(dumps[0]?.goroutines.at(0).id).toBeUndefined();
  expect(dumps[0]?.goroutines.at(0).stack.frames).toHaveLength(4);
});

test("log text that looks like a frame is no goroutine", () => {
  expect(sizes("done(5)\n\tat /x/y.go:7\nretry (3)\n")).toEqual([]);
  expect(sizes("goroutine 12 exited\ngoroutine leak (5)\n")).toEqual([]);
});
