import { describe, expect, test } from "vitest";
import { filesOf, sampleNames, textOf, truthOf } from "./truth.ts";

const cite = /^(?<file>[^:]+):(?<line>\d+)(?:\/(?<recordLine>\d+))?: (?<text>.*)$/s;

/** Every string under a key "cites", at any depth. */
function citesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(citesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => (key === "cites" ? (below as string[]) : citesIn(below)));
}

/** The escapes of a quoted logrus message that occur in a dump. */
function unescaped(record: string): string[] {
  const escapes: Record<string, string> = { n: "\n", t: "\t", '"': '"', "\\": "\\" };
  return record.replace(/\\([nt"\\])/g, (_, letter: string) => escapes[letter] ?? letter).split("\n");
}

test("every capture has a truth", () => {
  expect(sampleNames()).toHaveLength(46);
});

describe.each(sampleNames())("%s", (sample) => {
  const truth = truthOf(sample);
  const lines = new Map(filesOf(sample).map((file) => [file.name, textOf(file).split("\n")]));

  test("each citation stands in the line it names", () => {
    const cites = citesIn(truth);
    expect(cites.length).toBeGreaterThan(5);
    const wrong = cites.filter((text) => {
      const groups = cite.exec(text)?.groups;
      const line = lines.get(groups?.["file"] ?? "")?.[Number(groups?.["line"]) - 1];
      if (groups === undefined || line === undefined) return true;
      const place = groups["recordLine"] === undefined ? line : unescaped(line)[Number(groups["recordLine"]) - 1];
      return place?.includes(groups["text"] ?? "") !== true;
    });
    expect(wrong).toEqual([]);
  });

  test("each goroutine is introduced by its own header", () => {
    const goroutines = [
      ...truth.locks.flatMap((lock) => lock.waiters),
      ...truth.calls.flatMap((call) => [call.client, ...(call.server === undefined ? [] : [call.server])]),
      ...truth.chains.flatMap((chain) => chain.steps),
    ];
    for (const { goroutine, cites } of goroutines) {
      expect(cites[0]).toMatch(new RegExp(`: goroutine ${goroutine} \\[`));
    }
  });

  test("the list of waiters is complete: as many goroutines show the address", () => {
    for (const lock of truth.locks) {
      if (lock.address === undefined) continue;
      const file = truth.dumps.find((dump) => dump.dump === lock.dump)?.file ?? "";
      const showing = (lines.get(file) ?? [])
        .flatMap((line) => (line.startsWith("time=") ? unescaped(line) : line))
        // Before Go 1.13 the slow way was no function of its own.
        .filter((line) => line.includes(`lockSlow(${lock.address})`) || line === `sync.(*Mutex).Lock(${lock.address})`);
      expect(showing).toHaveLength(lock.waiterCount);
      if (lock.waitersShow === undefined) expect(lock.waiters).toHaveLength(lock.waiterCount);
    }
  });
});
