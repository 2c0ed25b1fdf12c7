import { describe, expect, test } from "vitest";
import { loadReleases } from "../../src/facts/releases/shipped.ts";
import { buildGraph } from "../../src/graph/build-graph.ts";
import { crowdsOf } from "../../src/graph/crowds.ts";
import type { Lock } from "../../src/model/lock.ts";
import { parse } from "../../src/parse/parse.ts";
import { toDiagnosis } from "../../src/query/to-diagnosis.ts";
import { where } from "../../src/query/where.ts";
import { dumpOf } from "../calls/reconstruct.ts";
import { filesOf, sampleNames } from "../samples/truth.ts";

describe.each(sampleNames())("%s", (sample) => {
  test("a graph with crowds tells the same as one with a node for each goroutine", async () => {
    const dumps = filesOf(sample).flatMap(({ name, bytes }) => parse(bytes, { name }).dumps);
    const releases = await loadReleases(dumps);
    const [whole, crowded] = [false, true].map((crowds) => buildGraph(dumps, { releases, crowds }));
    if (!whole || !crowded) throw new Error("two graphs are made");
    expect(crowded.order).toBeLessThanOrEqual(whole.order);
    expect(toDiagnosis(crowded)).toEqual(toDiagnosis(whole));
    expect(where(crowded, () => true)).toEqual(where(whole, () => true));
  });
});

describe("crowds of a lock", () => {
  const dump = dumpOf(
    "reconstructed",
    ...[7, 5, 6, 8, 9].map((id) => ({ id, calls: ["sync.(*RWMutex).Lock", "main.f"] })),
  );
  const lockOf = (modes: readonly ("lock" | "rlock" | "queued")[]) =>
    ({
      waiters: modes.map((mode, index) => ({
        goroutine: dump.goroutines.at(index),
        wait: {
          lock: mode === "queued" ? { kind: "rwmutex", mode: "lock", behind: "readers" } : { kind: "rwmutex", mode },
        },
      })),
    }) as unknown as Lock;
  const idsOf = (lock: Lock, involved: readonly number[] = []) =>
    crowdsOf(lock, new Set(involved.map((index) => dump.goroutines.at(index)))).map(({ goroutine, alike = [] }) => [
      goroutine.id,
      ...alike.map(({ id }) => id),
    ]);

  test("one for each mode; of those that have waited as long the one with the smallest id speaks", () => {
    expect(idsOf(lockOf(["lock", "rlock", "lock", "rlock", "lock"]))).toEqual([
      [6, 7, 9],
      [5, 8],
    ]);
  });

  test("a writer that waits for readers stands alone: readers wait for it", () => {
    expect(idsOf(lockOf(["rlock", "queued", "rlock"]))).toEqual([[6, 7], [5]]);
  });

  test("and so does everybody that is linked to others", () => {
    expect(idsOf(lockOf(["lock", "lock", "lock"]), [1])).toEqual([[6, 7], [5]]);
  });
});
