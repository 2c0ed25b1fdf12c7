import type { CallEnd } from "../model/call.ts";
import type { ProcessRow } from "../model/process.ts";
import type { NamedDump } from "../processes/named-dump.ts";
import { processKindOf } from "../processes/process-names.ts";

/** Which programs serve the calls of a generated package or of a client's package. */
export interface ServerRule {
  readonly package: RegExp;
  /** Kinds of process, or names of programs that have no kind of their own. */
  readonly servers: readonly string[];
  /** Each container has a process of its own: the dump of one says nothing of the others. */
  readonly perContainer?: true;
  readonly example: string;
}

/** First match counts. */
export const serverRules: readonly ServerRule[] = [
  {
    // "linux/shim/v1" and "runtime/v1/shim/v1" of the first shims; "runtime/v2/task", "api/runtime/task/v2" of the second.
    package: /\/containerd(?:\/v\d+)?\/(?:runtime\/(?:v\d+\/)?(?:task|shim)|linux\/shim|api\/runtime\/task)(?:\/|$)/,
    servers: ["containerd-shim"],
    perContainer: true,
    example: "github.com/containerd/containerd/runtime/v2/task",
  },
  {
    package: /\/containerd(?:\/v\d+)?\/api\/(?:services|grpc)\//,
    servers: ["containerd"],
    example: "github.com/containerd/containerd/api/services/tasks/v1",
  },
  {
    // The runtime's side of CRI: containerd's plugin, CRI-O, or what stands before dockerd.
    package: /^k8s\.io\/(?:cri-api\/pkg\/apis|kubernetes\/pkg\/kubelet\/apis\/cri)\/runtime\/v\d\w*$/,
    servers: ["containerd", "crio", "cri-dockerd"],
    example: "k8s.io/cri-api/pkg/apis/runtime/v1",
  },
  {
    package: /^github\.com\/(?:docker\/docker|docker\/engine-api|moby\/moby(?:\/v2)?)\/client$/,
    servers: ["dockerd"],
    example: "github.com/docker/docker/client",
  },
];

/** The processes of a list that can serve a call. */
export function serverProcesses(processes: readonly ProcessRow[], client: CallEnd): ProcessRow[] {
  const servers = serverRule(client)?.servers ?? [];
  return processes.filter(({ name }) => servers.includes(processKindOf(name)) || servers.includes(name));
}

/** Names of the dumps of the program that serves a call, where one process serves all such calls. */
export function serverDumps(dumps: readonly NamedDump[], client: CallEnd): string[] {
  const rule = serverRule(client);
  if (rule === undefined || rule.perContainer) return [];
  return dumps
    .filter(({ process, later }) => later === undefined && rule.servers.includes(process))
    .map(({ name }) => name);
}

function serverRule({ package: path = "" }: CallEnd): ServerRule | undefined {
  return serverRules.find((rule) => rule.package.test(path));
}
