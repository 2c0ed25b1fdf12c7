import { describe, expect, test } from "vitest";
import { buildGraph } from "../../src/graph/build-graph.ts";
import type { StackGraph } from "../../src/graph/types.ts";
import type { Dump } from "../../src/model/dump.ts";
import { StackgraphError } from "../../src/model/error.ts";
import { parse } from "../../src/parse/parse.ts";
import { filesOf } from "../samples/truth.ts";

const dumps = filesOf("docker-20.10.24-exec-hang").flatMap(({ name, bytes }) => parse(bytes, { name }).dumps);
const graph = buildGraph(dumps);

/** How often each kind of node stands in a graph. */
function nodeKinds(of: StackGraph): Record<string, number> {
  return of.reduceNodes(
    (counts: Record<string, number>, _, { type }) => ({ ...counts, [type]: (counts[type] ?? 0) + 1 }),
    {},
  );
}

/** "source-kind type target-kind" of every edge, once. */
function edgeKinds(of: StackGraph): string[] {
  return [
    ...new Set(of.mapEdges((_, { type }, __, ___, source, target) => `${source.type} ${type} ${target.type}`)),
  ].sort();
}

describe("docker exec that hangs", () => {
  test("has two locks, the child that the shim waits for, and the goroutines around them", () => {
    const { lock, process, goroutine } = nodeKinds(graph);
    expect({ lock, process }).toEqual({ lock: 2, process: 1 });
    expect(goroutine).toBeLessThan([...dumps].reduce((sum, dump) => sum + dump.goroutines.length, 0));
  });

  test("links them by waiting, holding, calling and running", () => {
    expect(edgeKinds(graph)).toEqual(
      expect.arrayContaining([
        "goroutine calls goroutine",
        "goroutine runs process",
        "goroutine waits-for lock",
        "lock held-by goroutine",
      ]),
    );
  });

  test("every lock is waited for, and held by at most one chosen goroutine", () => {
    graph.forEachNode((key, node) => {
      if (node.type !== "lock") return;
      expect(graph.inDegree(key)).toBe(node.lock.waiters.length);
      expect(graph.filterOutEdges(key, (_, edge) => edge.type === "held-by" && edge.chosen)).toHaveLength(1);
    });
  });

  test("keys name the dump and the goroutine", () => {
    graph.forEachNode((key, node) => {
      if (node.type === "goroutine") expect(key).toBe(`${node.dump.name}/${node.goroutine.id}`);
      if (node.type === "lock") expect(key).toBe(`${node.dump.name}/lock ${node.lock.key}`);
    });
  });

  test("without facts no lock has a class", () => {
    buildGraph(dumps, { facts: false }).forEachNode((_, node) => {
      if (node.type === "lock") expect(node.lock.name).toBeUndefined();
    });
  });

  test("a dump given twice is used once", () => {
    const twice = buildGraph([...dumps, ...dumps]);
    expect([twice.order, twice.size]).toEqual([graph.order, graph.size]);
  });
});

test("no dumps give an empty graph", () => {
  const empty = buildGraph([]);
  expect([empty.order, empty.getAttribute("dumps"), empty.getAttribute("calls")]).toEqual([0, [], []]);
});

test("something else than a list of dumps is a wrong call", () => {
  const call = () => buildGraph(dumps[0] as unknown as readonly Dump[]);
  expect(call).toThrow(StackgraphError);
  expect(call).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }));
});
