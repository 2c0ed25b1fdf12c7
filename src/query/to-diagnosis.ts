import type { StackGraph } from "../graph/types.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import { blockingChains } from "./blocking-chains.ts";
import { callJson, givenUpJson } from "./call-json.ts";
import { chainJson } from "./chain-json.ts";
import { deadlockJson } from "./deadlock-json.ts";
import { dumpSummary } from "./dump-summary.ts";
import { findDeadlocks } from "./find-deadlocks.ts";
import { findFindings } from "./find-findings.ts";
import { findTimeline } from "./findings/timeline.ts";
import { lockJson } from "./lock-json.ts";

/** The whole answer as plain data, in the order and form that the contract promises. */
export function toDiagnosis(graph: StackGraph): Diagnosis {
  const chains = blockingChains(graph);
  const found = findDeadlocks(graph);
  const releases = new Map(graph.getAttribute("releases")?.map(({ dump, found }) => [dump, found]));
  const source = new Map(graph.getAttribute("source")?.map((use) => [use.dump, use]));
  const givenUp = givenUpJson(graph);
  const timeline = findTimeline(graph, chains);
  return {
    schema: "stackgraph.diagnosis/1",
    dumps: graph.getAttribute("dumps").map((dump) => dumpSummary(dump, source.get(dump.name), releases.get(dump.name))),
    locks: lockJson(graph),
    calls: graph.getAttribute("calls").flatMap((call) => callJson(graph, call)),
    ...(givenUp.length > 0 && { givenUp }),
    chains: chains.map((chain) => chainJson(graph, chain)),
    deadlocks: found.map((deadlock) => deadlockJson(graph, deadlock)),
    findings: findFindings(graph, chains, found),
    ...(timeline.length > 0 && { timeline }),
  };
}
