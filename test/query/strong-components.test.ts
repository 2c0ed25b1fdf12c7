import fc from "fast-check";
import { expect, test } from "vitest";
import { strongComponents } from "../../src/query/strong-components.ts";

type Edges = ReadonlyMap<string, readonly string[]>;

const graphs = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const node = fc.integer({ min: 0, max: size - 1 });
  return fc.array(fc.tuple(node, node), { maxLength: 3 * size }).map((pairs): Edges => {
    const edges = new Map<string, string[]>(Array.from({ length: size }, (_, index) => [String(index), []]));
    for (const [from, to] of pairs) edges.get(String(from))?.push(String(to));
    return edges;
  });
});

/** Everything that can be reached from a node, the node included. */
function reach(edges: Edges, start: string): Set<string> {
  const reached = new Set([start]);
  for (const node of reached) for (const next of edges.get(node) ?? []) reached.add(next);
  return reached;
}

const run = (edges: Edges) => strongComponents([...edges.keys()], (node) => edges.get(node) ?? []);

test("two nodes share a component exactly when each reaches the other", () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const reached = new Map([...edges.keys()].map((node) => [node, reach(edges, node)]));
      const naive = new Set(
        [...edges.keys()].map((a) =>
          [...edges.keys()].filter((b) => reached.get(a)?.has(b) && reached.get(b)?.has(a)).join(),
        ),
      );
      const found = run(edges).map((component) => component.sort((a, b) => Number(a) - Number(b)).join());
      expect(new Set(found)).toEqual(naive);
      expect(found).toHaveLength(naive.size);
    }),
  );
});

test("successors come first", () => {
  fc.assert(
    fc.property(graphs, (edges) => {
      const components = run(edges);
      const at = new Map(components.flatMap((component, index) => component.map((node) => [node, index] as const)));
      for (const [from, list] of edges)
        for (const to of list) expect(at.get(to)).toBeLessThanOrEqual(at.get(from) ?? -1);
    }),
  );
});

test("a chain of 20,000 nodes does not overflow the stack", () => {
  const nodes = Array.from({ length: 20_000 }, (_, index) => String(index));
  const components = strongComponents(nodes, (node) =>
    Number(node) + 1 < nodes.length ? [String(Number(node) + 1)] : [],
  );
  expect(components).toHaveLength(nodes.length);
  expect(components[0]).toEqual(["19999"]);
});
