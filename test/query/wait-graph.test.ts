import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chainFrom } from "../../src/query/chain-from.ts";
import { deadlocks } from "../../src/query/deadlocks.ts";
import { rootBlockers } from "../../src/query/root-blockers.ts";
import { graphOf, type Link, links } from "./random-graph.ts";

const SIZE = 8;
const GOROUTINES = Array.from({ length: SIZE }, (_, index) => index + 1);

const outOf = (list: readonly Link[], from: number): Link[] => list.filter((link) => link.from === from);

/** Who reaches a goroutine over links that `follow` accepts, without itself. */
function reaching(list: readonly Link[], root: number, follow: (link: Link) => boolean): Set<number> {
  const reached = new Set([root]);
  for (const key of reached) for (const link of list) if (link.to === key && follow(link)) reached.add(link.from);
  reached.delete(root);
  return reached;
}

/** Length of the longest way to a goroutine, in goroutines; for graphs without cycles. */
function longest(list: readonly Link[], to: number): number {
  return 1 + Math.max(0, ...list.filter((link) => link.to === to).map(({ from }) => longest(list, from)));
}

test("chainFrom takes the surest link until nobody is left or somebody comes again", () => {
  fc.assert(
    fc.property(links(SIZE, false), fc.constantFrom(...GOROUTINES), (list, start) => {
      const walked = [start];
      let closed = false;
      for (let next = outOf(list, start)[0]; next !== undefined; next = outOf(list, next.to)[0]) {
        closed = walked.includes(next.to);
        if (closed) break;
        walked.push(next.to);
      }
      const chain = chainFrom(graphOf(SIZE, list), { dump: "other", goroutine: start });
      expect(chain.steps.map(({ goroutine }) => goroutine)).toEqual(walked);
      expect(chain.end.kind === "deadlock").toBe(closed);
    }),
  );
});

describe("rootBlockers", () => {
  test("without cycles: those that wait for nobody and for whom somebody waits, with all their victims", () => {
    fc.assert(
      fc.property(links(SIZE, true), (list) => {
        const wanted = GOROUTINES.filter((id) => outOf(list, id).length === 0)
          .map((root) => {
            const direct = reaching(list, root, (link) => link.direct).size;
            const all = reaching(list, root, () => true).size;
            return { root, victims: direct, indirect: all - direct, length: longest(list, root) };
          })
          .filter(({ victims, indirect }) => victims + indirect > 0);
        const found = rootBlockers(graphOf(SIZE, list)).map((chain) => ({
          root: chain.steps.at(-1)?.goroutine ?? 0,
          victims: chain.victims,
          indirect: chain.victimsIndirect,
          length: chain.steps.length,
        }));
        expect([...found].sort((a, b) => a.root - b.root)).toEqual(wanted);
      }),
    );
  });

  test("each step of a chain is a link", () => {
    fc.assert(
      fc.property(links(SIZE, false), (list) => {
        for (const { steps } of rootBlockers(graphOf(SIZE, list)))
          for (const [at, { goroutine, via }] of steps.slice(0, -1).entries()) {
            const link = list.find(({ from, to }) => from === goroutine && to === steps[at + 1]?.goroutine);
            expect(link?.direct).toBe(via?.kind === "rpc");
          }
      }),
    );
  });

  test("most victims first", () => {
    fc.assert(
      fc.property(links(SIZE, false), (list) => {
        const victims = rootBlockers(graphOf(SIZE, list)).map((chain) => chain.victims);
        expect(victims).toEqual([...victims].sort((a, b) => b - a));
      }),
    );
  });
});

test("deadlocks: one for each set of goroutines that reach each other", () => {
  fc.assert(
    fc.property(links(SIZE, false), (list) => {
      const found = deadlocks(graphOf(SIZE, list)).map(({ goroutines }) =>
        goroutines.map(({ goroutine }) => goroutine),
      );
      const inCycle = GOROUTINES.filter(
        (id) => reaching(list, id, () => true).size > 0 || outOf(list, id).length > 0,
      ).filter((id) => outOf(list, id).some(({ to }) => to === id || reaching(list, id, () => true).has(to)));
      // Every cycle told is one, no goroutine is in two of them, and there is one exactly when the graph has any.
      for (const cycle of found) for (const id of cycle) expect(inCycle).toContain(id);
      expect(new Set(found.flat()).size).toBe(found.flat().length);
      expect(found.length > 0).toBe(inCycle.length > 0);
    }),
  );
});
