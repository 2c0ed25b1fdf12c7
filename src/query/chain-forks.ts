import { goroutineKey } from "../graph/keys.ts";
import type { StackGraph } from "../graph/types.ts";
import type { CallEnd } from "../model/call.ts";
import type { Goroutine } from "../model/dump.ts";
import { waitGraph } from "./wait-graph.ts";

/** Ways on from a goroutine. "one": it waits for one of them, the dumps do not tell which. "all": for each of them. */
export interface Fork {
  readonly waits: "one" | "all";
  readonly ways: readonly { readonly to: string; readonly chance: number }[];
}

/** The ways on from a goroutine with all alternatives, also those that the chains do not follow; all waiters of a lock share its fork. */
export function forksOf(graph: StackGraph, key: string, locks: Map<string, Fork>): Fork[] {
  return waitGraph(graph)
    .next(key)
    .flatMap(({ to, via, confidence }, index, all): Fork[] => {
      if (via.kind === "rpc") {
        const { alternatives, fitting = 0 } = via.call;
        const listed = [to, ...alternatives.map((end) => keyOf(graph, end)).filter((other) => other !== to)];
        // Of very many the listed ones stand for the others.
        const chance = confidence * Math.max(1, fitting / listed.length);
        return [{ waits: "one", ways: listed.map((other) => ({ to: other, chance })) }];
      }
      if (via.kind !== "lock" || via.queued) return [{ waits: "all", ways: [{ to, chance: confidence }] }];
      // One fork for all that hold the lock, at the first of them.
      if (all.findIndex((other) => other.via.kind === "lock" && other.via.lockKey === via.lockKey) !== index) return [];
      const fork = locks.get(via.lockKey) ?? holders(graph, via.lockKey, via.lock.verdict === "readers");
      locks.set(via.lockKey, fork);
      return [fork];
    });
}

function holders(graph: StackGraph, lockKey: string, readers: boolean): Fork {
  const ways = graph
    .mapOutEdges(lockKey, (_, edge, __, to) =>
      edge.type === "held-by" && (edge.chosen || !readers) ? [{ to, chance: edge.confidence }] : [],
    )
    .flat();
  const sum = ways.reduce((total, { chance }) => total + chance, 0);
  if (readers || sum <= 1) return { waits: readers ? "all" : "one", ways };
  return { waits: "one", ways: ways.map(({ to, chance }) => ({ to, chance: chance / sum })) };
}

/** Servers that fit a call and are in no chain themselves: they wait for nobody that is known. */
export function serversOutside(graph: StackGraph): Map<string, Goroutine> {
  const ends = graph.getAttribute("calls").flatMap(({ alternatives }) => alternatives);
  return new Map(
    ends.map((end): [string, Goroutine] => [keyOf(graph, end), end.goroutine]).filter(([key]) => !graph.hasNode(key)),
  );
}

function keyOf(graph: StackGraph, { goroutine }: CallEnd): string {
  const dump = graph.getAttribute("dumps").find((named) => named.dump === goroutine.dump);
  return goroutineKey(dump?.name ?? "", goroutine);
}
