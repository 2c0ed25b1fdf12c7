import type { ProcessKind } from "../model/process.ts";

/** A frame that tells which program a dump is of. */
export interface IdentityRule {
  readonly name: string;
  readonly process: ProcessKind;
  /**
   * Which goroutines count. "main": those below main.main (or frames of package main), the program itself. "dump": the goroutine that
   * writes the dump. "any": every goroutine; libraries run there, too, so only functions that no other program runs are listed.
   */
  readonly where: "main" | "dump" | "any";
  /** Matches the function without its vendor prefix ... */
  readonly func: RegExp;
  /** ... and, when given, the file of the frame. */
  readonly file?: RegExp;
  readonly weight: number;
  readonly example: { readonly func: string; readonly file?: string };
}

const MAIN = 10;
const DUMP = 8;
const OWN = 4;
const CONTAINERD = "github\\.com/(?:containerd|docker)/containerd/(?:v\\d+/)?";
const DOCKER = "github\\.com/(?:docker/docker|moby/moby(?:/v\\d+)?)/";

/** Sources: container-stack facts §1.2, §1.3, §1.7, §4.1, and the programs' own trees. All that match are added up. */
export const identityRules: readonly IdentityRule[] = [
  {
    name: "dockerd-main",
    process: "dockerd",
    where: "main",
    func: /^main\./,
    file: /(?:^|\/)cmd\/dockerd\/|\/docker\/docker\/docker\/[a-z_]+\.go$/,
    weight: MAIN,
    example: { func: "main.main", file: "github.com/docker/docker/cmd/dockerd/docker.go" },
  },
  {
    name: "dockerd-command",
    process: "dockerd",
    where: "main",
    func: new RegExp(`^${DOCKER}daemon/command\\.`),
    weight: MAIN,
    example: { func: "github.com/moby/moby/v2/daemon/command.(*daemonCLI).start" },
  },
  {
    name: "containerd-main",
    process: "containerd",
    where: "main",
    func: /^main\./,
    file: /(?:^|\/)cmd\/containerd\/|(?:^|\/)(?:docker|containerd)\/containerd\/containerd\/[a-z_]+\.go$/,
    weight: MAIN,
    example: { func: "main.main", file: "github.com/containerd/containerd/cmd/containerd/main.go" },
  },
  {
    name: "containerd-command",
    process: "containerd",
    where: "main",
    func: new RegExp(`^${CONTAINERD}cmd/containerd/(?:command|server)\\.`),
    weight: MAIN,
    example: { func: "github.com/containerd/containerd/cmd/containerd/command.App.func1" },
  },
  {
    name: "shim-main",
    process: "containerd-shim",
    where: "main",
    func: /^main\./,
    file: /(?:^|\/)(?:cmd\/)?containerd-shim(?:-[\w-]+)?\/[\w-]+\.go$/,
    weight: MAIN,
    example: { func: "main.main", file: "github.com/containerd/containerd/cmd/containerd-shim-runc-v2/main.go" },
  },
  {
    name: "shim-serve",
    process: "containerd-shim",
    where: "main",
    func: new RegExp(`^${CONTAINERD}(?:runtime/v2|pkg)/shim\\.(?:Run\\w*|run|serve|reap)(?:\\.|$)`),
    weight: MAIN,
    example: { func: "github.com/containerd/containerd/runtime/v2/shim.serve" },
  },
  {
    name: "runc-main",
    process: "runc",
    where: "main",
    func: /^main\./,
    file: /(?:^|\/)opencontainers\/runc\/[a-z_]+\.go$/,
    weight: MAIN,
    example: { func: "main.startContainer", file: "github.com/opencontainers/runc/utils_linux.go" },
  },
  {
    name: "kubelet-main",
    process: "kubelet",
    where: "main",
    func: /^main\./,
    file: /(?:^|\/)cmd\/kubelet\/kubelet\.go$/,
    weight: MAIN,
    example: { func: "main.main", file: "k8s.io/kubernetes/cmd/kubelet/kubelet.go" },
  },
  {
    name: "kubelet-command",
    process: "kubelet",
    where: "main",
    func: /^k8s\.io\/kubernetes\/cmd\/kubelet\/app\./,
    weight: MAIN,
    example: { func: "k8s.io/kubernetes/cmd/kubelet/app.Run" },
  },
  {
    name: "dockerd-dump",
    process: "dockerd",
    where: "dump",
    func: new RegExp(
      `^${DOCKER}(?:daemon\\.\\(\\*Daemon\\)\\.setupDumpStackTrap|daemon/internal/stack\\.Dump|pkg/(?:signal|stack)\\.Dump)`,
    ),
    weight: DUMP,
    example: { func: "github.com/docker/docker/pkg/signal.DumpStacks" },
  },
  {
    name: "containerd-dump",
    process: "containerd",
    where: "dump",
    func: new RegExp(`^${CONTAINERD}cmd/containerd/command\\.(?:dumpStacks|handleSignals)`),
    weight: DUMP,
    example: { func: "github.com/containerd/containerd/cmd/containerd/command.dumpStacks" },
  },
  {
    name: "shim-dump",
    process: "containerd-shim",
    where: "dump",
    func: new RegExp(`^${CONTAINERD}(?:runtime/v2|pkg)/shim\\.(?:dumpStacks|handleSignals|serve\\.)`),
    weight: DUMP,
    example: { func: "github.com/containerd/containerd/runtime/v2/shim.dumpStacks" },
  },
  {
    name: "dockerd-daemon",
    process: "dockerd",
    where: "any",
    func: new RegExp(`^${DOCKER}daemon\\.\\(\\*Daemon\\)\\.`),
    weight: OWN,
    example: { func: "github.com/docker/docker/daemon.(*Daemon).ContainerInspectCurrent" },
  },
  {
    name: "dockerd-api",
    process: "dockerd",
    where: "any",
    func: new RegExp(`^${DOCKER}(?:api|daemon)/server/router/`),
    weight: OWN,
    example: { func: "github.com/docker/docker/api/server/router/container.(*containerRouter).getContainersByName" },
  },
  {
    name: "containerd-services",
    process: "containerd",
    where: "any",
    func: new RegExp(
      `^${CONTAINERD}(?:(?:plugins/)?services/\\w+\\.\\(\\*(?:service|local)\\)|api/grpc/server\\.|supervisor\\.)`,
    ),
    weight: OWN,
    example: { func: "github.com/containerd/containerd/services/tasks.(*service).Start" },
  },
  {
    name: "containerd-runtime",
    process: "containerd",
    where: "any",
    func: new RegExp(
      `^${CONTAINERD}(?:core/)?(?:runtime/v2\\.\\(\\*(?:TaskManager|ShimManager|shim\\w*)\\)|(?:runtime/v1/)?linux\\.\\(\\*(?:Runtime|Task)\\))`,
    ),
    weight: OWN,
    example: { func: "github.com/containerd/containerd/runtime/v2.(*shimTask).Start" },
  },
  {
    name: "containerd-cri",
    process: "containerd",
    where: "any",
    func: new RegExp(
      `^(?:${CONTAINERD}(?:internal|pkg)/cri/s(?:erver|bserver)|github\\.com/containerd/cri/pkg/server)\\.\\(\\*criService\\)`,
    ),
    weight: OWN,
    example: { func: "github.com/containerd/containerd/pkg/cri/server.(*criService).StartContainer" },
  },
  {
    name: "shim-service",
    process: "containerd-shim",
    where: "any",
    func: new RegExp(
      `^${CONTAINERD}(?:runtime/v2/runc(?:/(?:v1|v2|task))?|cmd/containerd-shim-runc-v2/task|(?:runtime/v1/)?(?:linux/)?shim)\\.\\(\\*[sS]ervice\\)`,
    ),
    weight: OWN,
    example: { func: "github.com/containerd/containerd/runtime/v2/runc/task.(*service).Start" },
  },
  {
    name: "shim-kata",
    process: "containerd-shim",
    where: "any",
    func: /^github\.com\/kata-containers\/[\w.-]+\/(?:src\/runtime\/)?(?:pkg\/)?containerd-shim-v2\./,
    weight: OWN,
    example: { func: "github.com/kata-containers/runtime/containerd-shim-v2.startContainer" },
  },
  {
    name: "runc-library",
    process: "runc",
    where: "any",
    func: /^github\.com\/opencontainers\/runc\/libcontainer\.\(\*(?:linuxContainer|Container|initProcess|setnsProcess|parentProcess)\)/,
    weight: 3,
    example: { func: "github.com/opencontainers/runc/libcontainer.(*initProcess).start" },
  },
  {
    name: "kubelet-own",
    process: "kubelet",
    where: "any",
    func: /^k8s\.io\/kubernetes\/pkg\/kubelet(?:\.\(\*Kubelet\)|\/pleg\.\(\*GenericPLEG\)|\.\(\*podWorkers\))/,
    weight: OWN,
    example: { func: "k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).relist" },
  },
];
