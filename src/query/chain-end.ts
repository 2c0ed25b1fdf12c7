import type { GoroutineNode, StackGraph } from "../graph/types.ts";
import type { Call } from "../model/call.ts";
import type { BlockingChain } from "../model/diagnosis.ts";
import type { Below } from "../model/process.ts";
import type { Wait } from "../model/wait.ts";
import type { ChainEnd } from "./chain-root.ts";
import { belowCall, callWords, haltedServer } from "./halted-server.ts";
import { lockTitle } from "./lock-title.ts";
import { goroutineNode } from "./refs.ts";
import { unmovedSince } from "./unmoved.ts";
import { waitText } from "./wait-text.ts";

type End = BlockingChain["end"];

/** What the last goroutine of a chain is doing, for the JSON. */
export function chainEnd(graph: StackGraph, key: string, end: ChainEnd): End {
  const node = goroutineNode(graph, key);
  const { goroutine, wait } = node;
  const since = sinceText(graph, node);
  switch (end.kind) {
    case "child": {
      const { program, verb, process, below } = end.child;
      const what = program === undefined ? "a child process" : `\`${[program, verb].filter(Boolean).join(" ")}\``;
      return {
        kind: program === "runc" ? "runc" : "process",
        ...(verb !== undefined && { verb }),
        ...(process && { pid: process.pid }),
        text: `waits for ${what}${process ? ` (pid ${process.pid})` : ""}${since}`,
        below: below.map(belowJson),
      };
    }
    case "call": {
      const { client } = end.call;
      const server = haltedServer(graph, client);
      return {
        kind: "rpc",
        text: callWords(client, `${PROTOCOLS[client.protocol]} ${client.service}/${client.method}`, since, server),
        below: server ? belowCall(server, graph.getAttribute("evidence")).map(belowJson) : [],
      };
    }
    case "lock":
      return {
        kind: "lock",
        text: `waits for ${lockTitle(end.lock.lock)}${since}; its owner is not known`,
        below: [],
      };
    case "deadlock":
      return {
        kind: "deadlock",
        text: deadlockEnd(end),
        below: [],
      };
    case "wait":
      return { kind: KINDS[wait.kind], text: waitText(wait, goroutine) + since, below: [] };
  }
}

function belowJson({ process, waitsFor, evidence }: Below): End["below"][number] {
  return { process: { ...process }, waitsFor, evidence: [...evidence] };
}

function deadlockEnd(end: Extract<ChainEnd, { kind: "deadlock" }>): string {
  const { lock, doubtful } = end;
  if (lock && end.among)
    return `waits for ${lockTitle(lock.lock)}, and all who can hold it wait for such locks themselves: none of them can go on`;
  if (lock) return `waits for ${lockTitle(lock.lock)}, which nobody in the dump holds any more`;
  if (doubtful) return "waits for a lock that perhaps one of those holds who wait for it";
  return "waits for one of those that wait for it: none of them can go on";
}

/** Protocols as people write them. */
export const PROTOCOLS: Readonly<Record<Call["client"]["protocol"], string>> = {
  grpc: "gRPC",
  ttrpc: "ttrpc",
  http: "HTTP",
};

const KINDS: Readonly<Record<Wait["kind"], End["kind"]>> = {
  lock: "lock",
  waitgroup: "channel",
  cond: "channel",
  once: "lock",
  channel: "channel",
  select: "channel",
  semaphore: "lock",
  process: "process",
  io: "io",
  syscall: "syscall",
  sleep: "sleep",
  runtime: "unknown",
  running: "running",
  unknown: "unknown",
};

/** How long, as far as the dumps tell: the header's age, else that an earlier dump shows the same. */
function sinceText(graph: StackGraph, node: GoroutineNode): string {
  const { minutes } = node.goroutine;
  if (minutes !== undefined) return `, for about ${minutes} minute${minutes === 1 ? "" : "s"}`;
  const unmoved = unmovedSince(graph, node);
  if (!unmoved) return "";
  return unmoved.seconds === undefined ? ", as in an earlier dump" : `, as in a dump ${unmoved.seconds} seconds before`;
}
