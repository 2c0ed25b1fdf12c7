import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";

const DUMPS = new URL("../fixtures/test-timeouts/", import.meta.url);
const versions = [...new Set(readdirSync(DUMPS).flatMap((file) => /^go([\d.]+)-/.exec(file)?.[1] ?? []))];

const read = (file: string): string => readFileSync(new URL(file, DUMPS), "utf8");
const diagnosed = (text: string): Promise<Diagnosis> =>
  diagnose([{ name: "test.log", bytes: new TextEncoder().encode(text) }]);
const textOf = ({ findings }: Diagnosis): string => findings.find(({ id }) => id === "test-timed-out")?.text ?? "";
const endsOf = ({ chains }: Diagnosis): string[] =>
  chains.map(({ end, steps }) => `${steps[steps.length - 1]?.frame.func.replace(/^.*\//, "")} ${end.text}`).sort();

describe.each(versions)("Go %s", (version) => {
  test("a test that holds a lock and sends to the one that wants it is a deadlock", async () => {
    const found = await diagnosed(read(`go${version}-Put.txt`));
    const [deadlock] = found.deadlocks;
    expect(found.deadlocks).toHaveLength(1);
    expect(deadlock?.kind).toBe("cycle");
    const [sender, server] = deadlock?.goroutines.map(({ goroutine }) => goroutine) ?? [];
    const serves = `${sender} waits to send on a channel, probably for goroutine ${server}, which runs hang.(*queue).serve (hang_test.go:`;
    expect(deadlock?.text.startsWith(serves)).toBe(true);
    expect(deadlock?.text).toMatch(new RegExp(`; ${server} waits for mutex 0x\\w+, held by ${sender}: none of them`));
    expect(textOf(found)).toMatch(
      /^The test run was ended after 1\.5s\. Not done: hang\.TestPut \(hang_test\.go:\d+\), where goroutine \d+ waits to send on a channel\.$/,
    );
  });

  // Before Go 1.21 a goroutine does not show which test has started it.
  test.runIf(read(`go${version}-Parallel.txt`).includes(" in goroutine "))(
    "subtests are what their parent waits for",
    async () => {
      const found = await diagnosed(read(`go${version}-Parallel.txt`));
      expect(endsOf(found)).toEqual([
        "hang.(*queue).take waits for a condition (sync.Cond)",
        "hang.TestParallel.func2 waits to receive from a channel",
      ]);
      expect(found.chains.map(({ victimsIndirect }) => victimsIndirect > 0)).toEqual([true, true]);
      expect(found.findings.map(({ severity, id }) => `${severity} ${id}`)).toEqual([
        "warning blocked-on-goroutine",
        "warning blocked-on-goroutine",
        "warning test-timed-out",
      ]);
    },
  );

  test("tests that wait for subtests are not among those that are not done", async () => {
    const found = await diagnosed(read(`go${version}-Parallel.txt`));
    expect(textOf(found).match(/hang\.TestParallel\.func\d/g)).toHaveLength(2);
    expect(found.findings.filter(({ severity }) => severity === "info")).toEqual([]);
  });

  test("a slow test is told as such", async () => {
    const found = await diagnosed(read(`go${version}-Sleep.txt`));
    expect(found.chains).toEqual([]);
    expect(textOf(found)).toMatch(/ hang\.TestSleep \(hang_test\.go:\d+\), where goroutine \d+ sleeps\.$/);
  });

  test("without the panic's message nothing says that a sleeping test is late", async () => {
    const found = await diagnosed(read(`go${version}-Sleep.txt`).replace(/^panic: .*\n/, ""));
    expect(found.findings).toEqual([]);
  });
});
