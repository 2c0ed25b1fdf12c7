import type { IdleRule } from "./rule.ts";

/** Goroutines of dockerd, containerd and its shims that wait for something to happen. */
export const DAEMON_IDLE_RULES: readonly IdleRule[] = [
  {
    name: "container-exit",
    kinds: ["select", "channel"],
    path: /\.\(\*(?:(?:ttrpc)?(?:tasks?|shim)Client)\)\.Wait(?= < |$)|^\S*\.\(\*(?:Init|initProcess|execProcess|Process)\)\.(?:Wait|wait) < |\._Tasks_Wait_Handler(?= < |\.|$)/,
    example: {
      state: "chan receive",
      path: "github.com/containerd/containerd/pkg/process.(*Init).Wait < github.com/containerd/containerd/runtime/v2/runc/task.(*service).Wait < github.com/containerd/containerd/runtime/v2/task.RegisterTaskService.func14",
    },
    source:
      "Tasks/Wait and Task/Wait return when the container or exec ends: the client, containerd and the shim each keep a goroutine (reconstructed)",
  },
  {
    name: "helper-watch",
    kinds: ["process"],
    path: /^(?:(?:syscall|os|os\/exec|internal\/syscall\/unix|golang\.org\/x\/sys\/unix|\S*reaper)\.\S+ < )+\S*(?:\/shim\/client\.WithStart|\/shim\.newShim|libcontainerd(?:\/supervisor)?\.\(\*remote\)\.\w+|containerd\/runtime\.\(\*container\)\.\w+)\.func[\d.]+$/,
    example: {
      state: "syscall",
      path: "os.(*Process).pidfdWait.func1 < os.ignoringEINTR < os.(*Process).pidfdWait < os.(*Process).wait < os.(*Process).Wait < os/exec.(*Cmd).Wait < github.com/containerd/containerd/runtime/v1/shim/client.WithStart.func1.2",
    },
    source:
      "containerd v1.2.13 runtime/v1/shim/client/client.go:95, moby libcontainerd/supervisor/remote_daemon.go startContainerd, containerd v0.2.9 runtime/container.go:502: a goroutine that reaps a shim or containerd, which are meant to run on",
  },
  {
    name: "docker-wait",
    kinds: ["select", "channel"],
    path: /^\S*\.\(\*containerRouter\)\.postContainersWait < /,
    example: {
      state: "chan receive",
      path: "github.com/docker/docker/api/server/router/container.(*containerRouter).postContainersWait < github.com/docker/docker/api/server.(*Server).makeHTTPHandler.func1",
    },
    source: "moby api/server/router/container: docker wait, docker run",
  },
  {
    name: "docker-events",
    kinds: ["select", "channel"],
    path: /^\S*\.\(\*systemRouter\)\.getEvents < /,
    example: {
      state: "select",
      path: "github.com/docker/docker/api/server/router/system.(*systemRouter).getEvents < github.com/docker/docker/api/server.(*Server).makeHTTPHandler.func1",
    },
    source: "moby api/server/router/system: docker events (reconstructed)",
  },
  {
    name: "docker-stats",
    kinds: ["select", "channel", "cond"],
    path: /^(?:sync\.\S+ < )*\S*(?:\.\(\*Daemon\)\.ContainerStats < |daemon\/stats\.\(\*Collector\)\.Run$)/,
    example: {
      state: "sync.Cond.Wait",
      path: "sync.runtime_notifyListWait < sync.(*Cond).Wait < github.com/docker/docker/daemon/stats.(*Collector).Run",
    },
    source: "moby daemon/stats/collector.go: without subscribers the collector waits on its Cond",
  },
  {
    name: "docker-logs",
    kinds: ["select", "channel", "cond"],
    path: /^\S+ < (?:\S+ < )*?\S*\.\(\*containerRouter\)\.getContainersLogs < |^\S*logger\/loggerutils\.\S+(?: < \S*logger\/\S+)*$/,
    example: {
      state: "select",
      path: "github.com/docker/docker/api/server/httputils.WriteLogStream < github.com/docker/docker/api/server/router/container.(*containerRouter).getContainersLogs < github.com/docker/docker/api/server.(*Server).makeHTTPHandler.func1",
    },
    source: "moby: docker logs --follow (reconstructed)",
  },
  {
    name: "docker-attach",
    kinds: ["select", "channel"],
    path: /^(?:\S*container\/stream\.\(\*Config\)\.CopyStreams\S*|\S*\.\(\*Daemon\)\.(?:containerAttach|ContainerExecStart)) < /,
    example: {
      state: "select",
      path: "github.com/docker/docker/daemon.(*Daemon).ContainerExecStart < github.com/docker/docker/api/server/router/container.(*containerRouter).postContainerExecStart",
    },
    source: "moby daemon/attach.go, exec.go: an attached client waits for the end of the process (reconstructed)",
  },
  {
    name: "docker-log-copier",
    kinds: ["cond", "io"],
    path: / < \S*daemon\/logger\.\(\*Copier\)\.copySrc$/,
    example: {
      state: "sync.Cond.Wait",
      path: "sync.runtime_notifyListWait < sync.(*Cond).Wait < github.com/docker/docker/pkg/ioutils.(*BytesPipe).Read < github.com/docker/docker/daemon/logger.(*Copier).copySrc",
    },
    source: "moby daemon/logger/copier.go: the container writes nothing",
  },
  {
    name: "bytes-pipe",
    kinds: ["cond"],
    path: /^(?:sync\.\S+ < )+\S*pkg\/ioutils\.\(\*BytesPipe\)\.Read < /,
    example: {
      state: "sync.Cond.Wait",
      path: "sync.runtime_notifyListWait < sync.(*Cond).Wait < github.com/docker/docker/pkg/ioutils.(*BytesPipe).Read < io.copyBuffer < main.f",
    },
    source: "moby pkg/ioutils/bytespipe.go: an in-memory pipe without data (reconstructed)",
  },
  {
    name: "buildkit-scheduler",
    kinds: ["cond"],
    path: /^(?:sync\.\S+ < )+\S*moby\/buildkit\/util\/cond\.\(\*StatefulCond\)\.Wait < \S*moby\/buildkit\/solver\.\(\*scheduler\)\.loop$/,
    example: {
      state: "sync.Cond.Wait",
      path: "sync.runtime_notifyListWait < sync.(*Cond).Wait < github.com/moby/buildkit/util/cond.(*StatefulCond).Wait < github.com/moby/buildkit/solver.(*scheduler).loop",
    },
    source: "moby/buildkit solver/scheduler.go: no build",
  },
  {
    name: "daemon-main",
    kinds: ["channel", "select", "waitgroup"],
    path: /^(?:sync\.\S+ < )*(?:(?:main|\S*daemon\/command)\.\(\*[dD]aemonC(?:li|LI)\)\.\w+(?:\.func\d+)?|\S*\/cmd\/containerd\/(?:command|server)\.App\.func\d+|\S*runtime\/v2\/shim\.\w+|\S*pkg\/shim\.\w+|\S*docker\/api\/server\.\(\*Server\)\.serveAPI|\S*cri\S*\/server\.\(\*criService\)\.Run(?:\.func\d+)?)(?= < |$)/,
    example: {
      state: "chan receive",
      path: "main.(*DaemonCli).start < main.runDaemon < main.newDaemonCommand.func1 < github.com/spf13/cobra.(*Command).execute < main.main",
    },
    source: "the main goroutines of dockerd, containerd, its shims and the CRI service wait for their servers to end",
  },
  {
    name: "kubelet-main",
    kinds: ["select", "channel"],
    path: /^k8s\.io\/kubernetes\/(?:cmd\/kubelet\/app\.run < |pkg\/kubelet\.\(\*Kubelet\)\.syncLoopIteration < )/,
    example: {
      state: "select",
      path: "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncLoopIteration < k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncLoop < k8s.io/kubernetes/pkg/kubelet.(*Kubelet).Run",
    },
    source:
      "kubernetes cmd/kubelet/app/server.go waits for its end, pkg/kubelet/kubelet.go for the next change of a pod",
  },
  {
    name: "kubelet-worker",
    kinds: ["select", "channel"],
    path: /^(?:k8s\.io\/kubernetes\/pkg\/kubelet\/config\.\(\*sourceFile\)\.doWatch|github\.com\/google\/cadvisor\/manager\.\(\*containerData\)\.housekeepingTick) < /,
    presumed: true,
    example: {
      state: "select",
      path: "github.com/google/cadvisor/manager.(*containerData).housekeepingTick < github.com/google/cadvisor/manager.(*containerData).housekeeping",
    },
    source:
      "kubernetes pkg/kubelet/config/file_linux.go: the next change of a file; cadvisor manager/container.go: the next turn",
  },
];
