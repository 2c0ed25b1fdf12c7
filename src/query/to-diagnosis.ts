import type { StackGraph } from "../graph/types.ts";
import type { Call, CallEnd } from "../model/call.ts";
import type { Diagnosis, DumpSummary, RpcCall } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import type { NamedDump } from "../processes/name-dumps.ts";
import { versionOf } from "../processes/version-of.ts";
import { blockingChains } from "./blocking-chains.ts";
import { chainJson } from "./chain-json.ts";
import { deadlockJson } from "./deadlock-json.ts";
import { findDeadlocks } from "./find-deadlocks.ts";
import { findFindings } from "./find-findings.ts";
import { lockJson } from "./lock-json.ts";

/** The whole answer as plain data, in the order and form that the contract promises. */
export function toDiagnosis(graph: StackGraph): Diagnosis {
  const chains = blockingChains(graph);
  const found = findDeadlocks(graph);
  return {
    schema: "stackgraph.diagnosis/1",
    dumps: graph.getAttribute("dumps").map(dumpSummary),
    locks: lockJson(graph),
    calls: graph.getAttribute("calls").flatMap((call) => rpcCall(graph, call)),
    chains: chains.map((chain) => chainJson(graph, chain)),
    deadlocks: found.map((deadlock) => deadlockJson(graph, deadlock)),
    findings: findFindings(graph, chains, found),
  };
}

function dumpSummary({ name, dump, envelope, alsoIn, process, pid }: NamedDump): DumpSummary {
  const version = versionOf(dump);
  return {
    dump: name,
    file: dump.file,
    lines: [...dump.lines],
    ...(alsoIn.length > 0 && {
      alsoIn: alsoIn.map(({ file, lines }) => ({ file, lines: [...lines] as [number, number] })),
    }),
    format: dump.envelope.format,
    ...(envelope.container !== undefined && { container: envelope.container }),
    ...(version && { version }),
    process,
    ...(pid !== undefined && { pid }),
    ...(envelope.takenAt !== undefined && { takenAt: envelope.takenAt }),
    goroutines: [...dump.goroutines].reduce((sum, { count }) => sum + count, 0),
    ...(dump.go !== undefined && { go: dump.go }),
    truncated: dump.truncated,
    warnings: dump.diagnostics
      .filter(({ severity }) => severity !== "info")
      .map(({ line, message }) => ({ line, text: message })),
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
