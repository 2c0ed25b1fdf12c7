import { expect, test } from "vitest";
import { isWhole } from "../../src/locks/suspects.ts";
import { parse } from "../../src/parse/parse.ts";

const dumpOf = (text: string) => {
  const [dump] = parse(new TextEncoder().encode(text)).dumps;
  if (!dump) throw new Error("no dump was read");
  return dump;
};

// Reconstructed from a busy program under Go 1.20, without its paths.
const TAKER = "goroutine 1 [running]:\nmain.main()\n\t/src/main.go:9 +0x1d\n";
const ELSEWHERE =
  "\ngoroutine 25 [running]:\n\tgoroutine running on other thread; stack unavailable\ncreated by main.main\n\t/src/main.go:5 +0x73\n";

test("a dump in which one stack could not be printed proves nobody's absence", () => {
  expect(isWhole(dumpOf(TAKER))).toBe(true);
  expect(isWhole(dumpOf(TAKER + ELSEWHERE))).toBe(false);
});
