import type { SymbolRule } from "../symbol-rule.ts";

/** Work that no request started, by a function of it; the first rule that any frame matches counts: special before general. */
export interface BackgroundRule extends SymbolRule {
  /** For people: what the goroutine was asked to do. */
  readonly request: string;
}

export const backgroundRules: readonly BackgroundRule[] = [
  {
    name: "kubelet-pleg",
    pattern: /\/pleg\.\(\*GenericPLEG\)\.[rR]elist$/,
    example: "k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).relist",
    request: "PLEG relist",
  },
  {
    name: "kubelet-exec-probe",
    pattern: /\/probe\/exec\.\(?\*?execProber\)?\.Probe$/,
    example: "k8s.io/kubernetes/pkg/probe/exec.execProber.Probe",
    request: "ExecSync probe",
  },
  {
    name: "kubelet-probe",
    pattern: /\/prober\.\(\*worker\)\.doProbe$/,
    example: "k8s.io/kubernetes/pkg/kubelet/prober.(*worker).doProbe",
    request: "probe",
  },
  {
    name: "kubelet-pod-worker",
    pattern: /\/kubelet\.\(\*podWorkers\)\.(?:managePodLoop|podWorkerLoop)$/,
    example: "k8s.io/kubernetes/pkg/kubelet.(*podWorkers).managePodLoop",
    request: "pod sync",
  },
  {
    name: "kubelet-container-gc",
    pattern: /\/container\.\(\*realContainerGC\)\.GarbageCollect$/,
    example: "k8s.io/kubernetes/pkg/kubelet/container.(*realContainerGC).GarbageCollect",
    request: "container garbage collection",
  },
  {
    name: "kubelet-runtime-state",
    pattern: /\/kubelet\.\(\*Kubelet\)\.updateRuntimeUp$/,
    example: "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).updateRuntimeUp",
    request: "runtime status",
  },
  {
    name: "kubelet-node-status",
    pattern: /\/kubelet\.\(\*Kubelet\)\.(?:syncNodeStatus|fastStatusUpdateOnce|updateNodeStatus)$/,
    example: "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncNodeStatus",
    request: "node status",
  },
  {
    name: "kubelet-pod-cleanup",
    pattern: /\/kubelet\.\(\*Kubelet\)\.HandlePodCleanups$/,
    example: "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).HandlePodCleanups",
    request: "pod cleanup",
  },
  {
    name: "kubelet-pod-killer",
    pattern: /\/kubelet\.\(\*(?:Kubelet\)\.podKiller|podKillerWithChannel\)\.PerformPodKillingWork)(?:\.|$)/,
    example: "k8s.io/kubernetes/pkg/kubelet.(*podKillerWithChannel).PerformPodKillingWork.func1",
    request: "pod kill",
  },
  {
    name: "kubelet-image-gc",
    pattern: /\/images\.\(\*realImageGCManager\)\.(?:GarbageCollect|detectImages|Start)(?:\.|$)/,
    example: "k8s.io/kubernetes/pkg/kubelet/images.(*realImageGCManager).detectImages",
    request: "image garbage collection",
  },
  {
    name: "kubelet-eviction",
    pattern: /\/eviction\.\(\*managerImpl\)\.synchronize$/,
    example: "k8s.io/kubernetes/pkg/kubelet/eviction.(*managerImpl).synchronize",
    request: "eviction check",
  },
  {
    name: "kubelet-volume-operation",
    pattern: /\/(?:nestedpendingoperations\.\(\*nestedPendingOperations|goroutinemap\.\(\*goRoutineMap)\)\.Run\.func\d/,
    example: "k8s.io/kubernetes/pkg/volume/util/nestedpendingoperations.(*nestedPendingOperations).Run.func1",
    request: "volume operation",
  },
  {
    name: "cri-container-event",
    pattern: /\/cri(?:\/[\w]+)*\.\(\*(?:eventMonitor|criEventHandler)\)\.(?:handleEvent|HandleEvent)$/,
    example: "github.com/containerd/containerd/pkg/cri/server.(*eventMonitor).handleEvent",
    request: "container event",
  },
  {
    name: "docker-health-check",
    pattern: /\/daemon\.\(\*cmdProbe\)\.run(?:\.|$)/,
    example: "github.com/docker/docker/daemon.(*cmdProbe).run",
    request: "health check",
  },
  {
    name: "docker-container-event",
    pattern: /\/daemon\.\(\*Daemon\)\.(?:ProcessEvent|StateChanged)$/,
    example: "github.com/docker/docker/daemon.(*Daemon).ProcessEvent",
    request: "container event",
  },
  {
    name: "docker-exec-start",
    pattern: /\/daemon\.\(\*Daemon\)\.ContainerExecStart$/,
    example: "github.com/docker/docker/daemon.(*Daemon).ContainerExecStart",
    request: "exec start",
  },
];
