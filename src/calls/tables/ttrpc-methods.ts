/** Methods of a ttrpc service in the order in which its `Register…Service` function lists them: closure func1 is the first. */
export interface TtrpcService {
  readonly service: string;
  readonly methods: readonly string[];
  /** A frame that shows the rule: function name and the method that it serves. */
  readonly example: readonly [string, string];
  readonly source: string;
}

export const ttrpcServices: readonly TtrpcService[] = [
  {
    service: "Task",
    methods: [
      "State",
      "Create",
      "Start",
      "Delete",
      "Pids",
      "Pause",
      "Resume",
      "Checkpoint",
      "Kill",
      "Exec",
      "ResizePty",
      "CloseIO",
      "Update",
      "Wait",
      "Stats",
      "Connect",
      "Shutdown",
    ],
    example: ["github.com/containerd/containerd/runtime/v2/task.RegisterTaskService.func3", "Start"],
    source:
      "containerd v1.6.20 runtime/v2/task/shim.pb.go, RegisterTaskService; same order in api/runtime/task/v2 and v3",
  },
  {
    service: "Shim",
    methods: [
      "State",
      "Create",
      "Start",
      "Delete",
      "DeleteProcess",
      "ListPids",
      "Pause",
      "Resume",
      "Checkpoint",
      "Kill",
      "Exec",
      "ResizePty",
      "CloseIO",
      "ShimInfo",
      "Update",
      "Wait",
    ],
    example: ["github.com/containerd/containerd/runtime/v1/shim/v1.RegisterShimService.func11", "Exec"],
    source: "containerd v1.2.14 runtime/v1/shim/v1/shim.pb.go, RegisterShimService",
  },
  {
    service: "Events",
    methods: ["Forward"],
    example: ["github.com/containerd/containerd/api/services/ttrpc/events/v1.RegisterEventsService.func1", "Forward"],
    source: "containerd v1.6.20 api/services/ttrpc/events/v1/events.pb.go, RegisterEventsService",
  },
];
