import type { StackGraph } from "../../graph/types.ts";
import type { Finding } from "../../model/diagnosis.ts";
import type { ProcessKind } from "../../model/process.ts";
import { processKindOf } from "../../processes/process-names.ts";
import type { Chain } from "../blocking-chains.ts";
import { haltedServer } from "../halted-server.ts";
import { goroutineRefs, goroutinesAt } from "../refs.ts";
import { makeFinding } from "./make-finding.ts";

/** Daemons that others wait for: nobody stops them in daily work. */
const daemons: ReadonlySet<ProcessKind> = new Set(["dockerd", "containerd", "containerd-shim", "kubelet"]);

/** Daemons of the list that are stopped; "t" is a debugger's or tracer's stop, which lasts a moment with each call. */
export function processFindings(graph: StackGraph, chains: readonly Chain[], below: readonly Finding[]): Finding[] {
  const told = new Set(below.map(({ id, text }) => `${id} ${text}`));
  return graph.getAttribute("evidence").processes.flatMap(({ pid, name, state, file, line }): Finding[] => {
    if (state !== "T" || !daemons.has(processKindOf(name))) return [];
    const text = `${name} ${pid} (${file}:${line}) is stopped (state T).`;
    if (told.has(`process-stopped ${text}`)) return [];
    const evidence = [{ rule: "stopped", weight: 3, text }];
    const goroutines = goroutineRefs(graph, goroutinesAt(graph, waitingFor(graph, chains, pid)));
    return [makeFinding("process-stopped", { text, goroutines, fill: { pid: String(pid) }, evidence })];
  });
}

/** Keys of the goroutines that are inside a call to a process. */
function waitingFor(graph: StackGraph, chains: readonly Chain[], pid: number): string[] {
  return chains.flatMap(({ end, steps }) => {
    const server = end.kind === "call" ? haltedServer(graph, end.call.client) : undefined;
    return server?.only && server.process.pid === pid ? steps.slice(-1).map(({ key }) => key) : [];
  });
}
