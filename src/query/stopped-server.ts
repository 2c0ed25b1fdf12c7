import type { StackGraph } from "../graph/types.ts";
import type { CallEnd } from "../model/call.ts";
import type { ProcessKind } from "../model/process.ts";
import { processKindOf } from "../processes/process-names.ts";

/** Which daemon serves the calls of a generated package. */
export const SERVERS: readonly { readonly package: RegExp; readonly process: ProcessKind; readonly example: string }[] =
  [
    {
      // "linux/shim/v1" and "runtime/v1/shim/v1" of the first shims; "runtime/v2/task", "api/runtime/task/v2" of the second.
      package: /\/containerd(?:\/v\d+)?\/(?:runtime\/(?:v\d+\/)?(?:task|shim)|linux\/shim|api\/runtime\/task)(?:\/|$)/,
      process: "containerd-shim",
      example: "github.com/containerd/containerd/runtime/v2/task",
    },
    {
      package: /\/containerd(?:\/v\d+)?\/api\/(?:services|grpc)\//,
      process: "containerd",
      example: "github.com/containerd/containerd/api/services/tasks/v1",
    },
  ];

/** A clause about the stopped process that can be the one which serves the call; "" when none of that kind is stopped, or several are. */
export function stoppedServer(graph: StackGraph, client: CallEnd): string {
  const kind = SERVERS.find((rule) => rule.package.test(client.package ?? ""))?.process;
  const rows = graph.getAttribute("evidence").processes.filter(({ name }) => processKindOf(name) === kind);
  const stopped = rows.filter(({ state }) => state === "T");
  const [row] = stopped;
  if (kind === undefined || row === undefined || stopped.length > 1) return "";
  const one = rows.length === 1 ? "which is" : "one of those that may be the server, is";
  return `; ${row.name} ${row.pid}, ${one} stopped (state T, ${row.file}:${row.line})`;
}
