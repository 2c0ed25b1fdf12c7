import { describe, expect, test } from "vitest";
import { GO_FEATURES } from "../../src/parse/go-features.ts";
import { goVersions } from "../../src/parse/go-version.ts";
import { parse } from "../../src/parse/parse.ts";
import { encode } from "../../src/read/utf8.ts";
import { FORMS, fileOf, filesOf, GO_VERSIONS } from "./corpus.ts";
import { readPlain } from "./plain.ts";

test.each(GO_FEATURES.map(({ name, pattern, example }) => ({ name, pattern, example })))(
  "$name: its example matches",
  ({ pattern, example }) => expect(example).toMatch(pattern),
);

describe("the range holds the version that printed the dump", () => {
  const files = [
    ...filesOf(GO_VERSIONS),
    ...filesOf(FORMS).filter(({ name }) => /-1\.\d+[.-]/.test(name) && !name.startsWith("delve")),
  ];
  test.each(files)("$name", ({ name, bytes }) => {
    const minor = Number(/-1\.(\d+)[.-]/.exec(name)?.[1]);
    for (const { go, diagnostics } of parse(bytes).dumps) {
      if (go === undefined) continue;
      const [, from, behind] = /^>=1\.(\d+)(?: <1\.(\d+))?$/.exec(go) ?? [];
      expect(minor).toBeGreaterThanOrEqual(Number(from));
      expect(minor).toBeLessThan(Number(behind ?? Number.POSITIVE_INFINITY));
      expect(diagnostics).toEqual([]);
    }
  });
});

test.each([
  ["pprof-1.26.8.txt", ">=1.24"],
  ["goroutineleak-1.26.8.txt", ">=1.26"],
  ["goleak-1.26.8.txt", ">=1.24"],
  ["leaktest-1.26.8.txt", ">=1.24"],
  ["delve-1.27.2.txt", ">=1.24"],
  ["delve-threads-reconstructed.txt", undefined],
  ["race-1.26.8.txt", ">=1.5"],
])("%s tells %s", (name, range) => {
  expect(readPlain(fileOf(FORMS, name).bytes).dumps[0]?.go).toBe(range);
});

test("ranges are intersected", () => {
  const texts = ["goroutine 1 [sync.Mutex.Lock]:", "runtime.goexit()"];
  expect(goVersions(texts)).toEqual({ range: ">=1.20 <1.22", contradictory: false });
});

test("nothing that tells a version: nothing is told", () => {
  expect(goVersions(["goroutine 1 [running]:\nmain.main()\n\t/x/main.go:1 +0x1d"])).toBeUndefined();
});

test("contradictions leave the versions that print most, and say so", () => {
  const text = [
    "goroutine 1 [sync.Mutex.Lock]:",
    "main.f(0xc000012345?)",
    "\t/x/main.go:1 +0x1d",
    "main.func·001()",
    "\t/x/main.go:2 +0x1d",
  ].join("\n");
  const result = parse(encode(text), { name: "mixed.txt" });
  expect(result.dumps[0]?.go).toBe(">=1.20");
  expect(result.diagnostics).toEqual([
    expect.objectContaining({ code: "mixed-go-versions", severity: "info", file: "mixed.txt", line: 1 }),
  ]);
});
