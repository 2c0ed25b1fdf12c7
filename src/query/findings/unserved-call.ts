import type { StackGraph } from "../../graph/types.ts";
import type { CallEnd } from "../../model/call.ts";
import type { HaltedServer } from "../halted-server.ts";
import { serverDumps } from "../server-processes.ts";
import type { FindingParts } from "./make-finding.ts";

/** Weight of what shows that a server answers nobody, from which on nobody doubts it. */
const sure = 2;

/** What is other when the process that serves a call answers nobody. */
export function ofHalted({ process, halt, only }: HaltedServer): Partial<FindingParts> {
  const severity = halt.weight < sure ? { severity: "warning" as const } : {};
  if (!only) return severity;
  const { name, pid } = process;
  return {
    title: `Goroutines wait, in the end, for a remote call to ${name} ${pid}, which ${halt.words}.`,
    next: [
      `${name} ${pid} gives no dump as it is. When it answers again and the call has still not returned: take its dump, and give it to stackgraph together with this one.`,
    ],
    ...severity,
  };
}

/** What to do about a call that no dump of its own server shows: they are of different moments. Undefined without such a dump. */
export function whenUnserved(graph: StackGraph, client: CallEnd): string[] | undefined {
  const [server, ...others] = serverDumps(graph.getAttribute("dumps"), client);
  if (server === undefined || others.length > 0) return undefined;
  return [
    `The dump of ${server} shows nobody who serves ${client.service}/${client.method}: take the dumps of both processes again, at the same moment. If the call still waits and ${server} still shows nobody, the request has not reached it, or the answer was lost.`,
  ];
}
