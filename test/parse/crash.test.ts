import { describe, expect, test } from "vitest";
import type { Crash } from "../../src/model/dump.ts";
import { parse } from "../../src/parse/parse.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, GO_VERSIONS } from "./corpus.ts";

function crashIn(name: string, change = (text: string) => text): Crash | undefined {
  const text = decode(fileOf(GO_VERSIONS, name).bytes);
  const { dumps } = parse(encode(change(text)));
  expect(dumps).toHaveLength(1);
  return dumps[0]?.crash;
}

describe("messages", () => {
  test.each([
    ["panic-1.13.15-nested.txt", ["panic: first", "panic: second"]],
    ["panic-1.24.0-multiline.txt", ["panic: line1\nline2\n\ngoroutine 5 [running]:\nmain.x()\n\t/a/b.go:1 +0x2"]],
    ["panic-1.24.0-deadlock.txt", ["fatal error: all goroutines are asleep - deadlock!"]],
    ["panic-1.4-runlock.txt", ["panic: sync: RUnlock of unlocked RWMutex"]],
    ["locks-1.24.0.txt", undefined],
  ])("%s", (name, messages) => {
    const crash = crashIn(name);
    if (messages) expect(crash?.messages).toEqual(messages);
    else expect(crash).toBeUndefined();
  });
});

test("signals, by name and as older versions print them", () => {
  expect(crashIn("panic-1.24.0-nilderef.txt")?.signal).toBe("SIGSEGV");
  expect(crashIn("panic-1.4-nilderef.txt")?.signal).toBe("0xb");
  expect(crashIn("cgo-1.24.0-abort.txt")?.signal).toBe("SIGABRT");
});

test("registers of the first thread", () => {
  const crash = crashIn("sigquit-1.22.10-crash.txt");
  expect(Object.keys(crash?.registers ?? {})).toHaveLength(21);
  expect(crash?.registers?.["rip"]).toBe("0x40332e");
});

test("the exit status that go run prints, also directly behind the last frame", () => {
  const behind = (line: string) => crashIn("panic-1.24.0-nested.txt", (text) => `${text.trimEnd()}\n${line}\n`);
  expect(behind("exit status 2")?.exitStatus).toBe(2);
  expect(behind("\nexit status 2")?.exitStatus).toBe(2);
  expect(behind("exit status unknown")?.exitStatus).toBeUndefined();
});
