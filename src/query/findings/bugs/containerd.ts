import type { KnownBug } from "./known-bug.ts";

/** Known bugs of containerd and its shims; those of the shim were read at the tags. */
export const containerdBugs: readonly KnownBug[] = [
  {
    name: "shim-create-deadlock",
    process: ["containerd-shim"],
    parts: [
      {
        frames: [/\.\(\*service\)\.handleProcessExit$/, /\.\(\*service\)\.Create$/],
        state: "lock",
        example: "github.com/containerd/containerd/runtime/v2/runc/task.(*service).handleProcessExit(0x1)",
      },
    ],
    meaning:
      "A shim waits for itself: the container's process ended while Create still held the service's lock, and the handler of the exit takes it again.",
    affected: "containerd 1.6.22 to 1.6.24 and 1.7.3 to 1.7.7",
    versions: [
      ["1.6.22", "1.6.25"],
      ["1.7.3", "1.7.8"],
    ],
    fixed: "containerd 1.6.25 and 1.7.8",
    reference: "containerd/containerd#9103",
    provenance: "public report",
  },
  {
    name: "shim-start-holds-events",
    process: ["containerd-shim"],
    parts: [
      {
        frames: [/go-runc\.\(\*Runc\)\.(?:Start|Exec)$/, /\.\(\*service\)\.Start$/],
        state: /^chan receive/,
        example: "github.com/containerd/go-runc.(*Runc).Exec(0x1)",
      },
      {
        frames: [/\.\(\*service\)\.(?:sendL|Start)$/],
        state: "lock",
        example: "github.com/containerd/containerd/runtime/v2/runc/task.(*service).sendL(0x1)",
      },
    ],
    meaning:
      "The shim holds the lock of its events while runc starts something: while that hangs, nothing else starts in it, and the ends of processes are not told.",
    affected: "containerd 1.3 to 1.6.21 and 1.7.0 to 1.7.2",
    versions: [
      ["1.3", "1.6.22"],
      ["1.7.0", "1.7.3"],
    ],
    fixed: "containerd 1.6.22 and 1.7.3 (the start still hangs, but blocks nothing else)",
    reference: "eventSendMu in runtime/v2/runc/task/service.go of containerd 1.6.21 and lifecycleMu of 1.6.22",
    provenance: "seen",
  },
  {
    name: "reaper-deadlock",
    process: ["containerd", "containerd-shim"],
    parts: [
      {
        frames: [/^github\.com\/containerd\/containerd\/reaper\.(?:Reap|\(\*Monitor\)\.\w+)$/],
        state: /^chan send/,
        example: "github.com/containerd/containerd/reaper.Reap(0x0, 0x0)",
      },
    ],
    meaning: "The reaper holds its lock while it tells of an exit, and the one that it tells does not listen.",
    affected: "containerd 1.0 to 1.2.7",
    versions: [["1.0", "1.2.8"]],
    fixed: "containerd 1.2.8",
    reference: "containerd/containerd#2709, #3529",
    provenance: "public report",
  },
  {
    name: "shim-exec-fifo",
    process: ["containerd-shim"],
    parts: [
      {
        frames: [/\/fifo\.[oO]penFifo/, /\.copyPipes$/, /\.\(\*execProcess\)\.start$/],
        state: /^(?:select|syscall|chan receive)/,
        example: "github.com/containerd/fifo.OpenFifo(0x1)",
      },
    ],
    meaning: "A shim opens the fifos of an exec whose client is gone: nobody opens their other ends.",
    affected: "docker 18.03 and others with containerd 1.0",
    versions: [["1.0", "1.2"]],
    reference: "moby/moby#36661",
    provenance: "public report",
  },
  {
    name: "shim-exec-delete",
    process: ["containerd-shim"],
    parts: [
      {
        frames: [/^sync\.\(\*WaitGroup\)\.Wait$/, /linux\/proc\.\(\*execProcess\)\.delete$/],
        state: /^semacquire/,
        example: "sync.(*WaitGroup).Wait(0x1)",
      },
      {
        frames: [/linux\/shim\.\(\*Service\)\.\w+$/],
        state: "lock",
        example:
          "github.com/containerd/containerd/linux/shim.(*Service).checkProcesses(0xc4200bc0c0, 0xbf643d861cba3c4b, 0x127892fcd7a8, 0x7ff440, 0x4d79, 0x0)",
      },
    ],
    meaning:
      "The shim waits for the output of an exec to end while it holds its lock: a process that the exec left behind keeps the output open, and nothing else is served.",
    affected: "containerd 1.0 to 1.1.4",
    versions: [["1.0", "1.1.5"]],
    fixed: "containerd 1.1.5 and 1.2.0",
    reference: "containerd/containerd#2624; DeleteProcess in linux/shim/service.go of 1.1.4 and 1.1.5",
    provenance: "public report",
  },
  {
    name: "fetch-permits",
    process: ["containerd"],
    parts: [
      {
        frames: [/^golang\.org\/x\/sync\/semaphore\.\(\*Weighted\)\.Acquire$/, /remotes\/docker\.dockerFetcher\.open$/],
        state: /^select/,
        example: "golang.org/x/sync/semaphore.(*Weighted).Acquire(0xc000442730, {0x55a867c9c9c8, 0xc001d18240}, 0x1)",
      },
    ],
    meaning:
      "Failed requests for layers do not give back their permits: in the end every pull of an image waits for one.",
    affected: "containerd 2.1.0 to 2.1.3",
    versions: [["2.1.0", "2.1.4"]],
    fixed: "containerd 2.1.4",
    reference: "containerd/containerd#12126; open in core/remotes/docker/fetcher.go of 2.1.3 and 2.1.4",
    provenance: "public report",
  },
];
