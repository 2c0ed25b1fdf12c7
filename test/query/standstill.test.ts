import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { parse } from "../../src/parse/parse.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { standstillOf } from "../../src/query/standstill.ts";

const FIXTURES = new URL("../fixtures/", import.meta.url);
const bytesOf = (file: string): Uint8Array => readFileSync(new URL(file, FIXTURES));
const standstill = (bytes: Uint8Array) => parse(bytes).dumps.map(standstillOf)[0];
const diagnosed = (text: string): Promise<Diagnosis> =>
  diagnose([{ name: "other", bytes: new TextEncoder().encode(text) }]);

const DUMPER = "goroutine 1 [running]:\nmain.main()\n\t/src/main.go:9 +0x1\n\n";

/** Reconstructed: one goroutine in a method of the program. */
const waiting = (id: number, state: string, func: string): string =>
  `goroutine ${id} [${state}]:\n${func}(0xc000012000)\n\t/src/main.go:${id} +0x1\nmain.start(0x1)\n\t/src/main.go:90 +0x1\n\n`;

describe("whether nobody is left that could act", () => {
  test.each([
    ["go-versions/panic-1.4-deadlock.txt", "asleep"],
    ["go-versions/panic-1.27.0-deadlock-multi.txt", "asleep"],
    ["test-timeouts/go1.26.0-Put.txt", "closed"],
    ["test-timeouts/go1.26.0-Sleep.txt", undefined],
    ["lone-waits/aged-go1.26.0.txt", undefined],
  ])("%s: %s", (file, expected) => {
    expect(standstill(bytesOf(file))).toBe(expected);
  });

  test("a select may have a timer, an excerpt more goroutines", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const send = waiting(7, "chan send", "main.(*pool).put");
    expect(standstill(bytes(DUMPER + send))).toBe("closed");
    expect(standstill(bytes(DUMPER + send + waiting(8, "select", "main.(*pool).run")))).toBeUndefined();
    expect(standstill(bytes(send))).toBeUndefined();
  });
});

test("the runtime's own deadlock is told with what each waits for, as no daily work", async () => {
  const text = new TextDecoder().decode(bytesOf("go-versions/panic-1.27.0-deadlock-multi.txt"));
  const { deadlocks, findings } = await diagnosed(text);
  expect(deadlocks.map((deadlock) => deadlock.text)).toEqual([
    expect.stringMatching(
      /^The runtime printed “all goroutines are asleep - deadlock!”: 1 waits for a WaitGroup in main\.main \(panics\.go:\d+\); \d+ waits to receive from a nil channel/,
    ),
  ]);
  expect(findings.filter(({ severity }) => severity === "info")).toEqual([]);
});

test("what waits alone is told where nobody is left, as information", async () => {
  const alone = async (text: string) =>
    (await diagnosed(text)).findings.filter(({ id }) => id === "waits-alone").map((found) => found.severity);
  const receive = waiting(7, "chan receive", "main.(*pool).get");
  expect(await alone(DUMPER + receive)).toEqual(["info"]);
  expect(await alone(DUMPER + receive + waiting(8, "sleep", "main.(*pool).run"))).toEqual([]);
});
