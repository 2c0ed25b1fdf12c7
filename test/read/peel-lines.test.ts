import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { encode } from "../../src/read/utf8.ts";

const FRAMES = "main.main()\n\t/x/main.go:12 +0x1d\n";
const CRASH = `panic: boom\n\ngoroutine 1 [running]:\n${FRAMES}`;
const TIME = "2026-11-23T15:51:56.076421521Z";

const prefixed = (prefix: string, text: string) => text.replace(/[^\n]*\n/g, `${prefix}$&`);
const dumpsOf = (text: string) => {
  const { dumps, diagnostics } = parse(encode(text));
  expect(diagnostics).toEqual([]);
  return dumps.map(({ envelope, lines, goroutines, crash }) => ({
    format: envelope.format,
    service: envelope.fields["service"],
    lines,
    ids: [...goroutines].map(({ id }) => id),
    crash: crash?.messages.join("\n"),
  }));
};

describe("reconstructed: kinds of lines that are learned on the way", () => {
  test("what a process wrote before its header belongs to it, though another one was known first", () => {
    const first = prefixed("a-1  | ", `goroutine 7 [running]:\n${FRAMES}`);
    expect(dumpsOf(first + prefixed("b-1  | ", CRASH))).toMatchObject([
      { format: "compose", ids: [7], lines: [1, 3] },
      { format: "compose", ids: [1], lines: [6, 8], crash: expect.stringContaining("boom") },
    ]);
  });

  test("two prefixes are taken off at once, and lines that lack the second are read with the first", () => {
    const stamped = prefixed(`a-1  | ${TIME} `, `goroutine 7 [running]:\n${FRAMES}`);
    expect(dumpsOf(stamped + prefixed("a-1  | ", CRASH))).toMatchObject([
      { format: "compose/timestamps", ids: [7], lines: [1, 3] },
      { format: "compose", ids: [1], lines: [6, 8], crash: expect.stringContaining("boom") },
    ]);
  });

  test("a process whose lines change their form begins anew with all of them", () => {
    const syslog = (time: string, text: string) => prefixed(`${time} node1 app[11]: `, text);
    const text =
      syslog("Nov 23 15:51:55", "panic: boom\n") +
      syslog("2026-11-23T15:51:56Z", `\ngoroutine 1 [running]:\n${FRAMES}`) +
      syslog("Nov 23 15:51:57", `goroutine 2 [select]:\n${FRAMES}`);
    expect(dumpsOf(text)).toMatchObject([
      { format: "syslog", ids: [1, 2], lines: [3, 8], crash: expect.stringContaining("boom") },
    ]);
  });
});

test("an entry of journalctl -o export that is cut off in a field's size is no error", () => {
  expect(() => parse(encode("__CURSOR=s=1;i=1\nMESSAGE=x\n\n__CURSOR=s=1;i=2\nMESSAGE"))).not.toThrow();
});
