import { expect, test } from "vitest";
import { isPosition } from "../../src/read/position.ts";
import { encode } from "../../src/read/utf8.ts";
import { viewOf } from "../../src/read/words.ts";

const ask = (line: string) => isPosition(viewOf(encode(`x\n${line}\ny`)), 2);

test.each([
  "/usr/lib/go/src/runtime/proc.go:398 +0xce",
  "/usr/lib/go/src/runtime/proc.go:398",
  "/usr/lib/go/src/runtime/proc.go:398 +0xce fp=0xc000061f38 sp=0xc000061f18 pc=0x43e56e",
])("a position: %s", (line) => {
  expect(ask(line)).toBe(true);
});

test.each(["/", "/x.go:", "/x.go", "main.main()", "\t/x.go:1", "", "/healthz 0x12", "/x.go:1 0x", "/x/y took 12"])(
  "none: %s",
  (line) => {
    expect(ask(line)).toBe(false);
  },
);
