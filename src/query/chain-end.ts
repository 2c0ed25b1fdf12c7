import { firstOwnFrame } from "../calls/plumbing.ts";
import type { GoroutineNode, StackGraph } from "../graph/types.ts";
import type { Call } from "../model/call.ts";
import type { BlockingChain } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import type { Below } from "../model/process.ts";
import type { Wait } from "../model/wait.ts";
import type { ChainEnd } from "./chain-root.ts";
import { belowCall, callWords, haltedServer } from "./halted-server.ts";
import { lockTitle } from "./lock-title.ts";
import { goroutineNode } from "./refs.ts";
import { unmovedSince } from "./unmoved.ts";

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

function deadlockEnd({ lock, doubtful }: Extract<ChainEnd, { kind: "deadlock" }>): string {
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

function waitText(wait: Wait, goroutine: Goroutine): string {
  const texts: Readonly<Record<Wait["kind"], string>> = {
    lock: "waits for a lock",
    waitgroup: "waits for a WaitGroup",
    cond: "waits for a condition (sync.Cond)",
    once: "waits for another goroutine inside sync.Once",
    channel: channelText(wait),
    select: "waits in a select",
    semaphore: "waits for a semaphore",
    process: "waits for a child process",
    io: ioText(wait, goroutine),
    syscall: `is in a system call${wait.operation ? ` (${wait.operation})` : ""}`,
    sleep: "sleeps",
    runtime: `waits inside the runtime [${goroutine.state}]`,
    running:
      goroutine.state === "runnable"
        ? "could run, but did not when the dump was taken"
        : "was running when the dump was taken",
    unknown:
      goroutine.state === "" ? "waits for something that the text does not show" : `is in state [${goroutine.state}]`,
  };
  return texts[wait.kind];
}

function channelText({ channel }: Wait): string {
  const what = channel?.direction === "send" ? "waits to send on a" : "waits to receive from a";
  return channel?.nil ? `${what} nil channel, which never happens` : `${what} channel`;
}

/** Waits of an HTTP client, by the operation that src/waits/rules gives them. */
const HTTP: Readonly<Record<string, string>> = {
  http: "waits for the answer to an HTTP request",
  "http-connect": "waits for a connection for an HTTP request",
};

function ioText(wait: Wait, goroutine: Goroutine): string {
  const { operation = "" } = wait;
  const http = HTTP[operation];
  if (http === undefined) return `waits for I/O${operation && ` (${operation})`}`;
  const client = firstOwnFrame(goroutine);
  const asks = client < 0 ? undefined : goroutine.stack.frames[client]?.func.text;
  return asks === undefined ? http : `${http} that ${asks.slice(asks.lastIndexOf("/") + 1)} sends`;
}

/** How long, as far as the dumps tell: the header's age, else that an earlier dump shows the same. */
function sinceText(graph: StackGraph, node: GoroutineNode): string {
  const { minutes } = node.goroutine;
  if (minutes !== undefined) return `, for about ${minutes} minute${minutes === 1 ? "" : "s"}`;
  const unmoved = unmovedSince(graph, node);
  if (!unmoved) return "";
  return unmoved.seconds === undefined ? ", as in an earlier dump" : `, as in a dump ${unmoved.seconds} seconds before`;
}
