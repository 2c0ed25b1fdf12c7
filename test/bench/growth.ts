import { findCalls } from "../../src/calls/find-calls.ts";
import { catalogue } from "../../src/facts/catalogue.ts";
import { compileFacts } from "../../src/facts/lock-facts.ts";
import { buildGraph } from "../../src/graph/build-graph.ts";
import { findDependencies } from "../../src/locks/find-dependencies.ts";
import { findLocks } from "../../src/locks/find-locks.ts";
import { parse } from "../../src/parse/parse.ts";
import { toDiagnosis } from "../../src/query/to-diagnosis.ts";
import { renderText } from "../../src/view/text.ts";
import { dumpOf } from "./inputs.ts";
import { table } from "./table.ts";

/** Seconds of each stage for dumps of so many goroutines: nothing may grow faster than they do. */
export function growth(sizes: readonly number[]): string {
  const columns = sizes.map((size) => {
    const bytes = dumpOf(size, "alike");
    const seconds = new Map<string, number>();
    const stage = <T>(name: string, run: () => T): T => {
      const start = performance.now();
      const result = run();
      seconds.set(name, (performance.now() - start) / 1000);
      return result;
    };
    const { dumps } = stage("parse", () => parse(bytes));
    const facts = compileFacts(catalogue);
    for (const dump of dumps) {
      stage("locks", () => findLocks(dump, facts));
      stage("dependencies", () => findDependencies(dump));
    }
    stage("calls", () => findCalls(dumps));
    // As the command makes it.
    const graph = stage("graph (all before, again)", () => buildGraph(dumps, { crowds: true }));
    const diagnosis = stage("diagnosis", () => toDiagnosis(graph));
    stage("text", () => renderText(diagnosis));
    return seconds;
  });
  const rows = [...(columns[0]?.keys() ?? [])].map((name) => [
    name,
    ...columns.map((seconds, index) => perGoroutine(seconds.get(name) ?? 0, sizes[index] as number)),
  ]);
  return table(["µs per goroutine", ...sizes.map((size) => size.toLocaleString("en"))], rows);
}

function perGoroutine(seconds: number, goroutines: number): string {
  return ((1e6 * seconds) / goroutines).toFixed(2);
}
