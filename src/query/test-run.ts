import { type SymbolPattern, symbolPattern } from "../facts/symbol-pattern.ts";
import type { Dump, Goroutine } from "../model/dump.ts";
import { waitOf } from "../waits/wait-of.ts";

const RUNNER: SymbolPattern = symbolPattern("testing.tRunner");

/** What `go test` prints when its time is up; since Go 1.20 with the tests that were running below it. */
const TIMED_OUT = /^panic: test timed out after (\S+)/;

/** How long a test run was allowed to take, as printed ("10m0s"), when the dump was printed because it took longer. */
export function timedOutAfter({ crash }: Dump): string | undefined {
  return crash?.messages.map((message) => TIMED_OUT.exec(message)?.[1]).find((limit) => limit !== undefined);
}

/** Index of the frame of the test function that a goroutine runs; undefined when it runs none. */
export function testFrame({ stack: { frames } }: Goroutine): number | undefined {
  const last = frames[frames.length - 1];
  return frames.length > 1 && last && RUNNER(last.func) ? frames.length - 2 : undefined;
}

/** Whether a test waits for its subtests or for its turn among parallel ones, inside the framework. */
export function awaitsTests(goroutine: Goroutine): boolean {
  return goroutine.stack.frames[Math.max(0, waitOf(goroutine).site)]?.func.package === "testing";
}
