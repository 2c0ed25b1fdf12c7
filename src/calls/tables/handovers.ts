/**
 * A request that one goroutine hands to another of the same process over a channel, and then waits for the answer. No address ties the two
 * together; the program's structure does.
 */
export interface HandoverRule {
  readonly name: string;
  /** The frame that hands over and waits: the innermost one that is not runtime. Searched in `FuncName.symbol`. */
  readonly waiter: RegExp;
  /** A frame of the goroutine that carries the request out, inward of which it does so. */
  readonly worker: RegExp;
  /** "one": each worker has one request in hand, a different one each. "all": one goroutine serves everybody in turn. */
  readonly serves: "one" | "all";
  /** Why the waiter waits; "has handed its request over" unless said otherwise. */
  readonly because?: string;
  /** What the waiter waits for, for a person: "…, which ". */
  readonly text: string;
  readonly source: string;
  readonly example: { readonly waiter: string; readonly worker: string };
}

export const handoverRules: readonly HandoverRule[] = [
  {
    name: "containerd-0.2-create",
    waiter: /containerd\/api\/grpc\/server\.\(\*apiServer\)\.CreateContainer$/,
    worker: /containerd\/supervisor\.\(\*worker\)\.Start$/,
    serves: "one",
    text: "starts a container",
    source: "containerd v0.2.9 supervisor/worker.go:42, v0.2.0 the same: ten workers start containers",
    example: {
      waiter: "github.com/containerd/containerd/api/grpc/server.(*apiServer).CreateContainer",
      worker: "github.com/containerd/containerd/supervisor.(*worker).Start",
    },
  },
  {
    name: "containerd-0.2-stats",
    waiter: /containerd\/api\/grpc\/server\.\(\*apiServer\)\.Stats$/,
    worker: /containerd\/supervisor\.\(\*Supervisor\)\.stats\.func1$/,
    serves: "one",
    text: "reads the statistics of a container",
    source: "containerd v0.2.9 supervisor/stats.go:23",
    example: {
      waiter: "github.com/containerd/containerd/api/grpc/server.(*apiServer).Stats",
      worker: "github.com/containerd/containerd/supervisor.(*Supervisor).stats.func1",
    },
  },
  {
    name: "containerd-0.2-supervisor",
    waiter: /containerd\/(?:api\/grpc\/server\.\(\*apiServer\)\.[A-Z]\w*|supervisor\.\(\*Supervisor\)\.SendTask)$/,
    worker: /containerd\/supervisor\.\(\*Supervisor\)\.handleTask$/,
    serves: "all",
    text: "carries out all requests to this containerd, one after the other",
    source:
      "containerd v0.2.9 supervisor/supervisor.go:257, api/grpc/server/server.go: SendTask, then a receive from ErrorCh",
    example: {
      waiter: "github.com/containerd/containerd/api/grpc/server.(*apiServer).AddProcess",
      worker: "github.com/containerd/containerd/supervisor.(*Supervisor).handleTask",
    },
  },
  {
    name: "containerd-0.2-workers-busy",
    waiter: /containerd\/supervisor\.\(\*Supervisor\)\.start$/,
    worker: /containerd\/supervisor\.\(\*worker\)\.Start$/,
    serves: "all",
    text: "is one of the workers that start containers",
    source: "containerd v0.2.9 supervisor/create.go:68: sends to the workers, whose queue holds ten",
    example: {
      waiter: "github.com/containerd/containerd/supervisor.(*Supervisor).start",
      worker: "github.com/containerd/containerd/supervisor.(*worker).Start",
    },
  },
  {
    name: "containerd-0.2-runc-start",
    waiter: /containerd\/runtime\.\(\*process\)\.Start$/,
    worker: /containerd\/runtime\.\(\*process\)\.Start\.func1$/,
    serves: "one",
    text: "runs `runc start`",
    source: "containerd v0.2.9 runtime/process.go:434",
    example: {
      waiter: "github.com/containerd/containerd/runtime.(*process).Start",
      worker: "github.com/containerd/containerd/runtime.(*process).Start.func1",
    },
  },
  {
    name: "docker-event-queue",
    waiter: /libcontainerd(?:\/queue)?\.\(\*[qQ]ueue\)\.[aA]ppend\.func1$/,
    worker: /libcontainerd(?:\/queue)?\.\(\*[qQ]ueue\)\.[aA]ppend\.func1$/,
    serves: "all",
    text: "handles an event that came before",
    source:
      "moby v20.10.24 libcontainerd/queue/queue.go:20, v17.06.0-ce libcontainerd/queue_unix.go: one after the other for each container",
    example: {
      waiter: "github.com/docker/docker/libcontainerd/queue.(*Queue).Append.func1",
      worker: "github.com/docker/docker/libcontainerd/queue.(*Queue).Append.func1",
    },
  },
  {
    name: "kubelet-pod-cache",
    waiter: /\/kubelet\/container\.\(\*cache\)\.GetNewerThan$/,
    worker: /\/pleg\.\(\*GenericPLEG\)\.[rR]elist$/,
    serves: "all",
    because: "wants a newer state of its pod",
    text: "lists the containers and fills the cache of pods' states",
    source:
      "kubernetes v1.20.15 pkg/kubelet/container/cache.go:92, pleg/generic.go:190: subscribers are told when a relist sets their pod or ends",
    example: {
      waiter: "k8s.io/kubernetes/pkg/kubelet/container.(*cache).GetNewerThan",
      worker: "k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).relist",
    },
  },
];
