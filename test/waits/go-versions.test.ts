import { describe, expect, test } from "vitest";
import type { Goroutine } from "../../src/model/dump.ts";
import type { Wait } from "../../src/model/wait.ts";
import { waitOf } from "../../src/waits/wait-of.ts";
import { waitTargetOf } from "../../src/waits/wait-target.ts";
import { dumpsOf, goVersionFiles, goVersionText } from "./fixtures.ts";

/** How each goroutine of the program waits, by the line of its go statement in locks.go, and which printed address it waits for. */
const TRUTH: Readonly<Record<number, readonly [primitive: string, kind: string, address: string]>> = {
  91: ["mutex-lock", "lock", "mu"],
  92: ["rwmutex-lock-behind-writer", "lock", "rw"],
  93: ["rwmutex-rlock", "lock", "rw"],
  94: ["waitgroup", "waitgroup", "wg"],
  95: ["cond", "cond", "cond"],
  96: ["once", "once", "once"],
  99: ["mutex-lock", "lock", "embMutex"],
  100: ["mutex-lock", "lock", "embMutex"],
  101: ["mutex-lock", "lock", "mu"],
  102: ["rwmutex-rlock", "lock", "rw"],
  103: ["rwmutex-lock-behind-writer", "lock", "embRW"],
  104: ["mutex-lock", "lock", "mu"],
  105: ["mutex-lock", "lock", "mu"],
  106: ["rwmutex-rlock", "lock", "rw"],
  107: ["rwmutex-rlock", "lock", "embRW"],
  112: ["rwmutex-lock-behind-readers", "lock", "rw2"],
  114: ["rwmutex-rlock", "lock", "rw2"],
  115: ["rwmutex-lock-behind-writer", "lock", "rw2"],
};

/** Facts §4.3: what default mode does not show since arguments travel in registers. */
function isRecoverable(rule: string, minor: number, system: boolean): boolean {
  if (system || minor < 17) return true;
  if (rule === "waitgroup") return minor >= 25;
  return rule !== "rwmutex-rlock" && rule !== "rwmutex-lock-behind-readers";
}

interface Checked {
  readonly goroutine: Goroutine;
  readonly wait: Wait;
  readonly truth: NonNullable<(typeof TRUTH)[number]>;
}

function waiters(name: string, text: string): Checked[] {
  return dumpsOf(text, name).flatMap((dump) =>
    [...dump.goroutines].flatMap((goroutine) => {
      const truth = TRUTH[goroutine.stack.createdBy?.location?.line ?? 0];
      const wait = waitOf(goroutine);
      // One of the two callers of Once.Do runs its function: an endless select.
      const runsOnce = truth?.[0] === "once" && goroutine.state === "select (no cases)";
      if (truth === undefined || goroutine.stack.createdBy?.func.symbol !== "main.main" || runsOnce) return [];
      return [{ goroutine, wait, truth }];
    }),
  );
}

const files = goVersionFiles("locks-").filter((name) => goVersionText(name).includes("goroutine "));

describe.skipIf(files.length === 0).each(files)("%s", (name) => {
  const text = goVersionText(name);
  const addresses = new Map(
    [...text.matchAll(/(\w+)=(0x[0-9a-f]+)/g)].slice(0, 10).map((match) => [match[1], match[2]]),
  );
  const minor = Number(/^locks-1\.(\d+)/.exec(name)?.[1]);
  const found = waiters(name, text);

  test("all goroutines that wait for something of package sync are found", () => {
    expect(found).toHaveLength(23);
    expect(found.map(({ wait }) => [wait.rule, wait.kind])).toEqual(found.map(({ truth }) => [truth[0], truth[1]]));
    expect(found.filter(({ wait }) => wait.idle !== undefined)).toEqual([]);
  });

  test("every address that frames show is exact, and none is wrong", () => {
    for (const { goroutine, wait, truth } of found) {
      const target = waitTargetOf(goroutine, wait);
      const expected = isRecoverable(truth[0], minor, name.includes("system"))
        ? { addressIs: "exact", address: addresses.get(truth[2]) }
        : { addressIs: "none" };
      expect(target, `goroutine ${goroutine.id} (${wait.rule})`).toEqual(expected);
    }
  });

  test("channels, select, sleep, system calls and I/O are told apart", () => {
    const byLine = new Map<number, Wait>();
    for (const dump of dumpsOf(text, name))
      for (const goroutine of dump.goroutines) {
        const line = goroutine.stack.createdBy?.location?.line;
        if (line !== undefined && goroutine.stack.createdBy?.func.symbol === "main.main")
          byLine.set(line, waitOf(goroutine));
      }
    expect([120, 121, 122, 123].map((line) => byLine.get(line)?.channel)).toEqual([
      { direction: "receive" },
      { direction: "send" },
      { direction: "receive", nil: true },
      { direction: "send", nil: true },
    ]);
    expect([124, 129, 136].map((line) => byLine.get(line)?.kind)).toEqual(["select", "select", "sleep"]);
    const operations = [...byLine.values()].map((wait) => `${wait.kind} ${wait.operation ?? ""}`);
    expect(operations).toContain("syscall read");
  });
});

test.skipIf(files.length === 0)(
  "nothing in any dump by Go version breaks a rule, and only the programs that lock have waiters",
  () => {
    for (const name of goVersionFiles("")) {
      if (!/\.txt$/.test(name) || /^(?:locks|deepblock|leak|synctest|pprof|race)-|-deadlock/.test(name)) continue;
      for (const dump of dumpsOf(goVersionText(name), name))
        for (const goroutine of dump.goroutines) {
          const wait = waitOf(goroutine);
          expect(wait.kind, `${name} goroutine ${goroutine.id} ${goroutine.state}`).not.toBe("lock");
          expect(
            wait.rule === "unknown" && goroutine.state !== "",
            `${name} goroutine ${goroutine.id} ${goroutine.state}`,
          ).toBe(false);
          expect(waitTargetOf(goroutine, wait).addressIs).toMatch(/^(?:exact|field|none)$/);
        }
    }
  },
  30_000,
);
