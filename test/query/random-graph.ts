import fc from "fast-check";
import graphology from "graphology";
import type { StackGraph } from "../../src/graph/types.ts";
import type { Dependency } from "../../src/model/dependency.ts";
import type { Goroutine } from "../../src/model/dump.ts";
import { mergeDumps } from "../../src/processes/merge-dumps.ts";
import { nameDumps } from "../../src/processes/name-dumps.ts";
import { dumpOf } from "../calls/reconstruct.ts";

/** "`from` waits for `to`", over a call (direct) or over another wait; the later a link stands in the list, the less sure it is. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly direct: boolean;
}

/** Links between goroutines 1 … size, no two with the same ends. */
export function links(size: number, acyclic: boolean): fc.Arbitrary<Link[]> {
  const end = fc.integer({ min: 1, max: size });
  const link = fc.record({ from: end, to: end, direct: fc.boolean() });
  return fc
    .uniqueArray(link, { maxLength: 2 * size, selector: ({ from, to }) => `${from} ${to}` })
    .map((list) => (acyclic ? list.filter(({ from, to }) => from < to) : list));
}

/** A graph of reconstructed goroutines with these links. */
export function graphOf(size: number, list: readonly Link[]): StackGraph {
  const written = Array.from({ length: size }, (_, index) => ({ id: index + 1, calls: [`main.f${index + 1}`] }));
  const [named] = nameDumps(mergeDumps([dumpOf("reconstructed", ...written)]));
  if (!named) throw new Error("no dump was named");
  const goroutine = (id: number): Goroutine => named.dump.goroutines.at(id - 1);
  const graph = new graphology.MultiDirectedGraph() as StackGraph;
  graph.replaceAttributes({
    dumps: [named],
    calls: [],
    evidence: { processes: [], complete: false, bus: [], observations: new Map() },
  });
  for (const { id } of written) {
    const wait = { kind: "select", rule: "reconstructed", site: 0 } as const;
    graph.addNode(keyOf(id), { type: "goroutine", dump: named, goroutine: goroutine(id), wait });
  }
  list.forEach(({ from, to, direct }, index) => {
    const confidence = 0.9 - index / 1000;
    if (direct) {
      const client = { goroutine: goroutine(from), protocol: "grpc", service: "S", method: "M", frame: 0 } as const;
      graph.addEdge(keyOf(from), keyOf(to), {
        type: "calls",
        call: { client, confidence, alternatives: [], evidence: [] },
      });
      return;
    }
    const dependency: Dependency = {
      from: goroutine(from),
      to: goroutine(to),
      kind: "channel",
      text: "waits",
      confidence,
      evidence: [],
    };
    graph.addEdge(keyOf(from), keyOf(to), { type: "depends-on", dependency });
  });
  return graph;
}

const keyOf = (id: number): string => `other/${id}`;
