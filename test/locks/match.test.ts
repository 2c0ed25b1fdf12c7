import { describe, expect, test } from "vitest";
import { compileFacts } from "../../src/facts/lock-facts.ts";
import { scoreLocks } from "../../src/locks/find-locks.ts";
import { SUREST } from "../../src/locks/limits.ts";
import { type Case, rivals, shareOut, sortOf } from "../../src/locks/match.ts";
import { shapeDump, shapeDumps } from "./shape.ts";

const casesOf = (file: string): Case[] => scoreLocks(shapeDump(file), compileFacts([]));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe.each(shapeDumps())("probability in $file", ({ file }) => {
  const cases = casesOf(file);
  const shares = shareOut(cases);

  test("is shared out once for each lock", () => {
    expect(shares).toHaveLength(cases.length);
    for (const [index, { candidates, abandoned, together }] of shares.entries()) {
      expect(candidates).toHaveLength(cases[index]?.scored.length ?? -1);
      expect(sum(candidates) + abandoned).toBeLessThanOrEqual(1 + 1e-9);
      expect(together).toBeLessThanOrEqual(1);
    }
  });

  test("gives no goroutine two locks of one sort for sure", () => {
    const claimed = new Map<string, number>();
    for (const [index, { scene, scored }] of cases.entries()) {
      if (scene.heldBy === "readers" || scene.draft.address === undefined) continue;
      for (const [position, { self, goroutine }] of scored.entries()) {
        const key = `${goroutine.id} ${sortOf(scene.draft)}`;
        if (!self) claimed.set(key, (claimed.get(key) ?? 0) + (shares[index]?.candidates[position] ?? 0));
      }
    }
    for (const total of claimed.values()) expect(total).toBeLessThanOrEqual(SUREST + 0.01);
  });
});

describe("several locks of one sort", () => {
  const cases = casesOf("two-instances/go1.26.0.txt");

  test("what one lock claims is not there for the other", () => {
    expect(cases).toHaveLength(2);
    const [first] = cases as [Case, Case];
    const alone = shareOut([first])[0]?.candidates ?? [];
    const beside = shareOut(cases)[0]?.candidates ?? [];
    // Each has a candidate of its own: what speaks for that one stays.
    expect(Math.max(...beside)).toBeGreaterThanOrEqual(Math.max(...alone) - 1e-9);
  });

  test("the same candidate for both is half of each at most", () => {
    const [first, second] = cases as [Case, Case];
    const best = first.scored.reduce((most, one) => (one.total > most.total ? one : most));
    const shared = [first, { scene: second.scene, scored: [best] }].map(({ scene }) => ({ scene, scored: [best] }));
    const [one, other] = shareOut(shared);
    expect((one?.candidates[0] ?? 1) + (other?.candidates[0] ?? 1)).toBeLessThanOrEqual(SUREST + 0.01);
  });
});

describe("what rivals the candidates", () => {
  test("nobody any more, where nobody is left who could", () => {
    const [forgotten] = casesOf("forgotten/go1.26.0.txt") as [Case];
    expect(rivals(forgotten.scene, forgotten.scored)).toEqual({ none: "noneLeft", abandoned: "abandoned" });
  });

  test("somebody unseen, where others could", () => {
    const [crossed] = casesOf("crossed/go1.26.0.txt") as [Case];
    expect(rivals(crossed.scene, crossed.scored)).toEqual({ none: "none" });
  });
});
