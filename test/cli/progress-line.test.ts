import { expect, test } from "vitest";
import { progressLine, progressText } from "../../src/cli/progress-line.ts";
import type { Progress } from "../../src/model/progress.ts";
import { command, sample } from "./command.ts";

const at = (stage: Progress["stage"], done: number, total?: number, goroutines = 0): Progress => ({
  stage,
  done,
  goroutines,
  ...(total !== undefined && { total }),
});

/** A terminal with a clock of its own: what was written, and a way to say that it is `time` now. */
function terminal(width = 80) {
  let time = 0;
  const written: string[] = [];
  const line = progressLine({ write: (text) => written.push(text) }, width, () => time);
  return {
    written,
    clear: line.clear,
    report: (now: number, progress: Progress) => {
      time = now;
      line.report(progress);
    },
  };
}

test.each<[Progress, number, string]>([
  [at("reading", 340_000), 2000, "reading 0.3 MB"],
  [at("parsing", 0, 2_048_000_000), 0, "parsing 2,048 MB"],
  [at("parsing", 512e6, 2048e6, 340_000), 2000, "parsing 512 of 2,048 MB, 340,000 goroutines, about 6 s left"],
  [at("linking", 12_000, 24_000, 24_000), 900, "linking 12,000 of 24,000 goroutines, about 1 s left"],
  [at("explaining", 0, 999, 999), 50, "explaining 999 goroutines"],
])("%j after %i ms is %j", (progress, spent, text) => {
  expect(progressText(progress, spent)).toBe(text);
});

test("nothing is said in the first second, and nothing is taken away then", () => {
  const { written, report, clear } = terminal();
  report(0, at("reading", 1));
  report(999, at("parsing", 1, 2));
  clear();
  expect(written).toEqual([]);
});

test("the line is written over, leaves the cursor at its start, and goes", () => {
  const { written, report, clear } = terminal();
  report(1000, at("reading", 1e6));
  report(1050, at("reading", 2e6));
  report(1100, at("reading", 3e6));
  report(1101, at("parsing", 0, 3e6));
  clear();
  clear();
  expect(written).toEqual([
    "\r\x1b[Kreading 1.0 MB\r",
    "\r\x1b[Kreading 3.0 MB\r",
    "\r\x1b[Kparsing 3.0 MB\r",
    "\r\x1b[K",
  ]);
});

test("the line never needs two lines of the terminal", () => {
  const { written, report } = terminal(12);
  report(5000, at("parsing", 512e6, 2048e6, 340_000));
  expect(written).toEqual(["\r\x1b[Kparsing 512\r"]);
});

test("a command tells each of its stages, and takes the line away before the answer", async () => {
  const told: string[] = [];
  const progress = { report: ({ stage }: Progress) => told.push(stage), clear: () => told.push("clear") };
  await command([sample("docker-20.10.24-exec-hang")], { progress });
  expect([...new Set(told)]).toEqual(["reading", "parsing", "linking", "explaining", "clear"]);
  expect(told.indexOf("clear")).toBeGreaterThan(told.lastIndexOf("explaining"));
});
