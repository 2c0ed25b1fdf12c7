import { requestOf } from "../../calls/request.ts";
import type { StackGraph } from "../../graph/types.ts";
import type { Wait } from "../../model/wait.ts";
import type { Chain } from "../blocking-chains.ts";
import { goroutineNode } from "../refs.ts";
import { standsStill } from "./ordinary.ts";

/** Input, of which nobody knows whether it is due. */
const INPUT = /^(?:read|recv|accept)/;

/** Where a request of some server starts, whose protocol is not known. */
const SERVED =
  /^(?:net\/http\.\(\*conn\)\.serve|google\.golang\.org\/grpc\.\(\*Server\)\.\w+|net\/rpc\.\(\*service\)\.call)$/;

/**
 * Why a chain may be how a program works, however old it is; undefined when it is not. No lock and no call leads to its last goroutine, and that
 * one waits for what comes next, as a worker without work does, or for a child process that nobody has asked for.
 */
export function forWhatComes(graph: StackGraph, { steps, victims, victimsIndirect, end }: Chain): string | undefined {
  const nodes = steps.map(({ key }) => goroutineNode(graph, key));
  const last = nodes[nodes.length - 1];
  if (!last || victims.length > 0 || nodes.some(standsStill)) return undefined;
  const { goroutine, wait } = last;
  if (end.kind === "wait" && mayBeIdle(wait))
    return "A goroutine waits for what comes next, and others perhaps for it. So do workers without work; a second dump does not tell them apart.";
  const asked =
    requestOf(goroutine) !== undefined || goroutine.stack.frames.some(({ func }) => SERVED.test(func.symbol));
  if (end.kind === "child" && end.child.program === undefined && victimsIndirect.length === 0 && !asked)
    return "A goroutine waits for a child process, and nobody is known to wait for that goroutine. So does who looks after a program that runs on.";
  return undefined;
}

function mayBeIdle({ kind, channel, operation }: Wait): boolean {
  if (kind === "channel") return channel?.direction === "receive" && !channel.nil;
  return kind === "select" || kind === "cond" || (kind === "io" && INPUT.test(operation ?? ""));
}
