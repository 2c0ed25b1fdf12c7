import { firstOwnFrame } from "../calls/plumbing.ts";
import { requestOf } from "../calls/request.ts";
import type { StackGraph } from "../graph/types.ts";
import type { BlockingChain } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import type { Wait } from "../model/wait.ts";
import type { Chain } from "./blocking-chains.ts";
import { chainEnd, PROTOCOLS } from "./chain-end.ts";
import { endOf } from "./chain-root.ts";
import { lockTitle } from "./lock-title.ts";
import type { Next } from "./next-of.ts";
import { frameRef, goroutineNode, goroutineRef } from "./refs.ts";

/** A chain as the contract promises it. */
export function chainJson(graph: StackGraph, chain: Chain): BlockingChain {
  const lastKey = chain.steps[chain.steps.length - 1]?.key ?? "";
  return {
    victims: chain.victims.length,
    victimsIndirect: chain.victimsIndirect.length,
    steps: chain.steps
      .filter(({ key }) => key === lastKey || goroutineNode(graph, key).goroutine.id !== undefined)
      .map(({ key, next }) => chainStep(graph, key, next, chain)),
    end: {
      ...chainEnd(graph, lastKey, chain.end),
      ...(chain.or.length > 0 && { or: chain.or.map((key) => rootRef(graph, key)) }),
    },
    confidence: chain.confidence,
  };
}

/** A root blocker and, when a process list shows it, the child process that it waits for. */
function rootRef(graph: StackGraph, key: string): NonNullable<BlockingChain["end"]["or"]>[number] {
  const end = endOf(graph, key);
  const pid = end.kind === "child" ? end.child.process?.pid : undefined;
  return { ...goroutineRef(goroutineNode(graph, key)), ...(pid !== undefined && { pid }) };
}

function chainStep(
  graph: StackGraph,
  key: string,
  next: Next | undefined,
  chain: Chain,
): BlockingChain["steps"][number] {
  const node = goroutineNode(graph, key);
  const { goroutine, wait } = node;
  const request = requestOf(goroutine);
  return {
    ...goroutineRef(node),
    ...(next && { via: viaOf(next) }),
    frame: frameRef(goroutine, tellingFrame(goroutine, wait, next, chain)),
    ...(goroutine.minutes !== undefined && { minutes: goroutine.minutes }),
    ...(request !== undefined && { request }),
  };
}

/** The lock site for a lock, the client stub for a call, else the first frame that is not plumbing. */
function tellingFrame(goroutine: Goroutine, { kind, site }: Wait, next: Next | undefined, chain: Chain): number {
  if (next?.via.kind === "rpc") return next.via.call.client.frame;
  if (
    next?.via.kind === "lock" ||
    (!next && (chain.end.kind === "lock" || (chain.end.kind === "deadlock" && kind === "lock")))
  )
    return Math.max(0, site);
  if (!next && chain.end.kind === "call") return chain.end.call.client.frame;
  const own = firstOwnFrame(goroutine);
  return own < 0 ? Math.max(0, site) : own;
}

function viaOf({ via }: Next): NonNullable<BlockingChain["steps"][number]["via"]> {
  if (via.kind === "lock") {
    const text = via.queued
      ? `waits to read-lock ${lockTitle(via.lock)}, behind a queued writer`
      : `waits for ${lockTitle(via.lock)}`;
    return { kind: "lock", lock: via.lockKey, text };
  }
  if (via.kind === "rpc")
    return {
      kind: "rpc",
      text: `${PROTOCOLS[via.call.client.protocol]} ${via.call.client.service}/${via.call.client.method}`,
    };
  return { kind: via.kind, text: via.dependency.text };
}
