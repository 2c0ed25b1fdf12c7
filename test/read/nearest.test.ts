import { expect, test } from "vitest";
import { CONTENT_KINDS } from "../../src/read/content-kind.ts";
import { HINTS, nearestTo } from "../../src/read/nearest.ts";
import { encode } from "../../src/read/utf8.ts";

test.each(HINTS)("$name: its example is told by it, and by none before", ({ example, says }) => {
  const [before = ""] = says.split("$1");
  expect(nearestTo(encode(`first\n${example}\nlast\n`))).toContain(before);
});

test("where a dump was written is told before what the log is", () => {
  const log = `${HINTS.map(({ example }) => example)
    .reverse()
    .join("\n")}\n`;
  expect(nearestTo(encode(log))).toContain("/var/run/docker/goroutine-stacks-2026-11-23T155332Z.log");
});

test("a header without a stack", () =>
  expect(nearestTo(encode("a\nthen goroutine 5 [running]: said it\n"))).toContain("line 2 "));

test.each(CONTENT_KINDS)("$kind: first bytes", ({ kind, magic }) =>
  expect(nearestTo(Uint8Array.of(...magic, 0, 1, 2))).toBe(`it is ${kind}`),
);

test("a log in UTF-16", () =>
  expect(nearestTo(Buffer.from("\ufeffAPI listen on /run/docker.sock\n", "utf16le"))).toContain("a log of dockerd"));

test("bytes", () => expect(nearestTo(Uint8Array.of(1, 0, 2))).toBe("it is a binary file"));

test("nothing", () => expect(nearestTo(encode("hello\n"))).toBeUndefined());
