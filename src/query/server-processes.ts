import type { CallEnd } from "../model/call.ts";
import type { ProcessRow } from "../model/process.ts";
import { processKindOf } from "../processes/process-names.ts";

/** Which programs serve the calls of a generated package or of a client's package. */
export interface ServerRule {
  readonly package: RegExp;
  /** Kinds of process, or names of programs that have no kind of their own. */
  readonly servers: readonly string[];
  readonly example: string;
}

/** First match counts. */
export const serverRules: readonly ServerRule[] = [
  {
    // "linux/shim/v1" and "runtime/v1/shim/v1" of the first shims; "runtime/v2/task", "api/runtime/task/v2" of the second.
    package: /\/containerd(?:\/v\d+)?\/(?:runtime\/(?:v\d+\/)?(?:task|shim)|linux\/shim|api\/runtime\/task)(?:\/|$)/,
    servers: ["containerd-shim"],
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
export function serverProcesses(processes: readonly ProcessRow[], { package: path = "" }: CallEnd): ProcessRow[] {
  const servers = serverRules.find((rule) => rule.package.test(path))?.servers ?? [];
  return processes.filter(({ name }) => servers.includes(processKindOf(name)) || servers.includes(name));
}
