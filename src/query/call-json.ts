import { findGivenUp } from "../calls/find-given-up.ts";
import type { StackGraph } from "../graph/types.ts";
import type { Call, CallEnd } from "../model/call.ts";
import type { GivenUpCall, GoroutineRef, RpcCall } from "../model/diagnosis.ts";

/** A call as the contract promises it; none when its client has no id. */
export function callJson(graph: StackGraph, { client, server, confidence, alternatives }: Call): RpcCall[] {
  if (client.goroutine.id === undefined) return [];
  return [
    {
      client: refOf(graph, client),
      ...(server && { server: refOf(graph, server) }),
      ...methodOf(client),
      ...(client.sent !== undefined && { sent: client.sent }),
      confidence,
      alternatives: alternatives.map((end) => refOf(graph, end)),
    },
  ];
}

/** Calls that are served for nobody any more. */
export function givenUpJson(graph: StackGraph): GivenUpCall[] {
  const dumps = graph.getAttribute("dumps").filter(({ later }) => later === undefined);
  return findGivenUp(
    dumps.map(({ dump }) => dump),
    graph.getAttribute("calls"),
  )
    .filter(({ goroutine }) => goroutine.id !== undefined)
    .map((server) => ({ server: refOf(graph, server), ...methodOf(server) }));
}

function methodOf({ protocol, service, method, package: path }: CallEnd): Omit<GivenUpCall, "server"> {
  return { protocol, service, method, ...(path !== undefined && { package: path }) };
}

function refOf(graph: StackGraph, { goroutine }: CallEnd): GoroutineRef {
  const dump = graph.getAttribute("dumps").find((named) => named.dump === goroutine.dump);
  return { dump: dump?.name ?? "", goroutine: goroutine.id ?? -1 };
}
