import type { StackGraph } from "../graph/types.ts";
import type { BlockingChain, GoroutineRef } from "../model/diagnosis.ts";
import type { Chain } from "./blocking-chains.ts";
import { alongSteps, certaintyOf } from "./chain-confidence.ts";
import { chainJson } from "./chain-json.ts";
import { endOf } from "./chain-root.ts";
import type { Next } from "./next-of.ts";
import { goroutineNode } from "./refs.ts";
import { waitGraph } from "./wait-graph.ts";

/** The way from one goroutine to what it waits for in the end. */
export type WaitChain = Pick<BlockingChain, "steps" | "end" | "confidence">;

/**
 * Follows a goroutine over locks, calls and other waits, at each step to the surest, until one that waits for nobody known or one that was
 * there already.
 * @throws StackgraphError ERR_UNKNOWN_NODE when the goroutine is not in the graph: it is neither blocked nor waited for.
 */
export function chainFrom(graph: StackGraph, { dump, goroutine }: GoroutineRef): WaitChain {
  const start = `${dump}/${goroutine}`;
  goroutineNode(graph, start);
  const waits = waitGraph(graph);
  const steps: { key: string; next?: Next }[] = [];
  let end: Chain["end"] | undefined;
  for (let key: string | undefined = start; key !== undefined; ) {
    const next: Next | undefined = [...waits.next(key)].sort((a, b) => b.confidence - a.confidence)[0];
    const closes = next !== undefined && (next.to === key || steps.some((step) => step.key === next.to));
    if (!next || closes) {
      steps.push({ key });
      end = closes ? { kind: "deadlock" } : endOf(graph, key);
      break;
    }
    steps.push({ key, next });
    key = next.to;
  }
  const sure = end?.kind === "deadlock" ? { confidence: alongSteps(steps), or: [] } : certaintyOf(graph, steps);
  const chain = chainJson(graph, {
    steps,
    victims: [],
    victimKeys: [],
    victimsIndirect: [],
    end: end ?? { kind: "wait" },
    ...sure,
  });
  return { steps: chain.steps, end: chain.end, confidence: chain.confidence };
}
