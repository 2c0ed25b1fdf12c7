import { firstOwnFrame } from "../calls/plumbing.ts";
import { requestOf } from "../calls/request.ts";
import type { StackGraph } from "../graph/types.ts";
import type { BlockingChain, ContendedLock, Deadlock, Diagnosis, DumpSummary, RpcCall } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import type { Call, CallEnd } from "../model/call.ts";
import type { Lock } from "../model/lock.ts";
import type { NamedDump } from "../processes/name-dumps.ts";
import { versionOf } from "../processes/version-of.ts";
import { blockingChains, type Chain } from "./blocking-chains.ts";
import { chainEnd } from "./chain-end.ts";
import { deadlockText } from "./deadlock-text.ts";
import { deadlocks, type FoundDeadlock } from "./deadlocks.ts";
import { findFindings } from "./find-findings.ts";
import { lockTitle } from "./lock-title.ts";
import type { Next } from "./next-of.ts";
import { frameRef, goroutineNode, goroutineRef } from "./refs.ts";

/** The whole answer as plain data, in the order and form that the contract promises. */
export function toDiagnosis(graph: StackGraph): Diagnosis {
  const names = lockNames(graph);
  const chains = blockingChains(graph);
  const found = deadlocks(graph);
  return {
    schema: "stackgraph.diagnosis/1",
    dumps: graph.getAttribute("dumps").map(dumpSummary),
    locks: contendedLocks(graph, names),
    calls: graph.getAttribute("calls").flatMap((call) => rpcCall(graph, call)),
    chains: chains.map((chain) => blockingChain(graph, chain, names)),
    deadlocks: found.map((deadlock) => toDeadlock(graph, deadlock, names)),
    findings: findFindings(graph, chains, found),
  };
}

function dumpSummary({ name, dump, envelope, alsoIn, process, pid }: NamedDump): DumpSummary {
  const version = versionOf(dump);
  return {
    dump: name,
    file: dump.file,
    lines: [...dump.lines],
    ...(alsoIn.length > 0 && { alsoIn: alsoIn.map(({ file, lines }) => ({ file, lines: [...lines] as [number, number] })) }),
    format: dump.envelope.format,
    ...(envelope.container !== undefined && { container: envelope.container }),
    ...(version && { version }),
    process,
    ...(pid !== undefined && { pid }),
    ...(envelope.takenAt !== undefined && { takenAt: envelope.takenAt }),
    goroutines: [...dump.goroutines].reduce((sum, { count }) => sum + count, 0),
    ...(dump.go !== undefined && { go: dump.go }),
    truncated: dump.truncated,
    warnings: dump.diagnostics.filter(({ severity }) => severity !== "info").map(({ line, message }) => ({ line, text: message })),
  };
}

/** Names of the locks within the diagnosis: node keys, shared by locks, chains and deadlocks. */
function lockNames(graph: StackGraph): ReadonlySet<string> {
  return new Set(graph.filterNodes((_, node) => node.type === "lock" && node.lock.waiters.some(({ goroutine }) => goroutine.id !== undefined)));
}

function contendedLocks(graph: StackGraph, names: ReadonlySet<string>): ContendedLock[] {
  return [...names]
    .map((key) => {
      const node = graph.getNodeAttributes(key);
      return node.type === "lock" ? contendedLock(key, node.dump, node.lock) : undefined;
    })
    .filter((lock) => lock !== undefined)
    .sort((a, b) => b.waiters.length - a.waiters.length || compare(a.dump, b.dump) || compare(a.address ?? a.lock, b.address ?? b.lock));
}

function contendedLock(key: string, { name: dump }: NamedDump, lock: Lock): ContendedLock {
  const ref = (goroutine: Goroutine) => ({ dump, goroutine: goroutine.id as number });
  return {
    lock: key,
    dump,
    kind: lock.kind,
    ...(lock.address !== undefined && { address: lock.address }),
    addressIs: lock.addressIs,
    ...(lock.within !== undefined && { within: lock.within }),
    ...(lock.name !== undefined && { name: lock.name }),
    waiters: lock.waiters
      .filter(({ goroutine }) => goroutine.id !== undefined)
      .map(({ goroutine, wait }) => {
        const request = requestOf(goroutine);
        return {
          ...ref(goroutine),
          mode: wait.lock?.mode ?? ("lock" as const),
          ...(goroutine.minutes !== undefined && { minutes: goroutine.minutes }),
          site: frameRef(goroutine, Math.max(0, wait.site)),
          ...(request !== undefined && { request }),
        };
      })
      .sort((a, b) => a.goroutine - b.goroutine),
    owner: {
      verdict: lock.verdict,
      goroutines: lock.owners.map(ref).sort((a, b) => a.goroutine - b.goroutine),
      confidence: lock.confidence,
      candidates: lock.candidates.map(({ goroutine, confidence, frame, evidence }) => ({
        ...ref(goroutine),
        confidence,
        ...(frame !== undefined && { frame: frameRef(goroutine, frame) }),
        evidence: [...evidence],
      })),
    },
  };
}

function rpcCall(graph: StackGraph, { client, server, confidence, alternatives }: Call): RpcCall[] {
  if (client.goroutine.id === undefined) return [];
  const ref = (end: CallEnd) => ({ dump: nameOf(graph, end.goroutine), goroutine: end.goroutine.id ?? -1 });
  return [
    {
      client: ref(client),
      ...(server && { server: ref(server) }),
      protocol: client.protocol,
      service: client.service,
      method: client.method,
      ...(client.package !== undefined && { package: client.package }),
      confidence,
      alternatives: alternatives.map(ref),
    },
  ];
}

function nameOf(graph: StackGraph, { dump }: Goroutine): string {
  return graph.getAttribute("dumps").find((named) => named.dump === dump)?.name ?? "";
}

function blockingChain(graph: StackGraph, chain: Chain, names: ReadonlySet<string>): BlockingChain {
  const lastKey = chain.steps[chain.steps.length - 1]?.key ?? "";
  return {
    victims: chain.victims.length,
    victimsIndirect: chain.victimsIndirect.length,
    steps: chain.steps.map(({ key, next }) => chainStep(graph, key, next, chain, names)),
    end: chainEnd(graph, lastKey, chain.end),
    confidence: chain.confidence,
  };
}

function chainStep(graph: StackGraph, key: string, next: Next | undefined, chain: Chain, names: ReadonlySet<string>): BlockingChain["steps"][number] {
  const node = goroutineNode(graph, key);
  const { goroutine, wait } = node;
  const request = requestOf(goroutine);
  return {
    ...goroutineRef(node),
    ...(next && { via: viaOf(next, names) }),
    frame: frameRef(goroutine, tellingFrame(goroutine, wait.site, next, chain)),
    ...(goroutine.minutes !== undefined && { minutes: goroutine.minutes }),
    ...(request !== undefined && { request }),
  };
}

/** The lock site for a lock, the client stub for a call, else the first frame that is not plumbing. */
function tellingFrame(goroutine: Goroutine, site: number, next: Next | undefined, chain: Chain): number {
  if (next?.via.kind === "rpc") return next.via.call.client.frame;
  if (next?.via.kind === "lock" || (!next && (chain.end.kind === "lock" || chain.end.kind === "deadlock"))) return Math.max(0, site);
  if (!next && chain.end.kind === "call") return chain.end.call.client.frame;
  return firstOwnFrame(goroutine);
}

function viaOf({ via }: Next, names: ReadonlySet<string>): NonNullable<BlockingChain["steps"][number]["via"]> {
  if (via.kind === "lock") {
    const text = via.queued ? `waits to read-lock ${lockTitle(via.lock)}, behind a queued writer` : `waits for ${lockTitle(via.lock)}`;
    return { kind: "lock", ...(names.has(via.lockKey) && { lock: via.lockKey }), text };
  }
  if (via.kind === "rpc") return { kind: "rpc", text: `${via.call.client.protocol} ${via.call.client.service}/${via.call.client.method}` };
  return { kind: via.kind, text: via.dependency.text };
}

function toDeadlock(graph: StackGraph, deadlock: FoundDeadlock, names: ReadonlySet<string>): Deadlock {
  return {
    kind: deadlock.kind,
    goroutines: deadlock.goroutines.map((key) => goroutineRef(goroutineNode(graph, key))).sort((a, b) => compare(a.dump, b.dump) || a.goroutine - b.goroutine),
    locks: deadlock.locks.filter((key) => names.has(key)),
    confidence: deadlock.confidence,
    text: deadlockText(graph, deadlock),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
