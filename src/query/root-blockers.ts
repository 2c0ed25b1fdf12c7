import type { StackGraph } from "../graph/types.ts";
import type { BlockingChain } from "../model/diagnosis.ts";
import { blockingChains } from "./blocking-chains.ts";
import { chainJson } from "./chain-json.ts";

/** What all the blocked goroutines wait for in the end: one chain per root blocker, most victims first. */
export function rootBlockers(graph: StackGraph): BlockingChain[] {
  return blockingChains(graph).map((chain) => chainJson(graph, chain));
}
