import type { ProcessKind } from "../../model/process.ts";
import type { Provenance } from "../../processes/signs/rules.ts";

/** One goroutine of a known bug. */
export interface BugPart {
  /** Every one of these is on its stack, from the innermost on; matched against names without a vendor prefix. */
  readonly frames: readonly RegExp[];
  /** Its state as printed, or that it waits for a lock. */
  readonly state: RegExp | "lock";
  /** A frame that the first pattern reads, as a dump prints it. */
  readonly example: string;
}

/** A known bug, or known weakness, by the goroutines that it leaves. */
export interface KnownBug {
  readonly name: string;
  readonly process: readonly ProcessKind[];
  /** Each is another goroutine of the same dump. */
  readonly parts: readonly BugPart[];
  /** What an incident report would say. */
  readonly meaning: string;
  readonly affected: string;
  /** Versions that have it, where the dump states its version; [from, below), compared number by number. */
  readonly versions: readonly (readonly [from: string, below: string])[];
  readonly fixed?: string;
  readonly reference: string;
  readonly provenance: Provenance;
}

/** Versions and references: see the facts about docker's and containerd's locks; those of the shim were read at the tags. */
export const knownBugs: readonly KnownBug[] = [
  {
    name: "exec-store-over-start",
    process: ["dockerd"],
    parts: [
      {
        frames: [/^github\.com\/docker\/docker\/daemon\.\(\*Daemon\)\.ContainerExecStart$/],
        state: /^(?:select|chan receive|IO wait)/,
        example: "github.com/docker/docker/daemon.(*Daemon).ContainerExecStart(0x1)",
      },
      {
        frames: [/^github\.com\/docker\/docker\/daemon\/exec\.\(\*Store\)\.\w+$/],
        state: "lock",
        example: "github.com/docker/docker/daemon/exec.(*Store).List(0x1)",
      },
    ],
    meaning:
      "dockerd keeps the list of a container's execs locked while it starts one: an exec that hangs blocks whatever inspects that container.",
    affected: "docker 17.11 to 23.0",
    versions: [["17.11", "24.0"]],
    fixed: "docker 24.0.0 (the exec still hangs, but blocks nobody else)",
    reference: "moby/moby commit b75246202a",
    provenance: "seen",
  },
  {
    name: "network-records-deadlock",
    process: ["dockerd"],
    parts: [
      {
        frames: [/libnetwork\.\(\*controller\)\.processEndpointDelete$/],
        state: "lock",
        example: "github.com/docker/libnetwork.(*controller).processEndpointDelete(0x1)",
      },
      {
        frames: [/libnetwork\.\(\*network\)\.getSvcRecords$/],
        state: "lock",
        example: "github.com/docker/libnetwork.(*network).getSvcRecords(0x1)",
      },
    ],
    meaning: "libnetwork takes the locks of a network and of its controller in both orders.",
    affected: "docker up to 20.10.26",
    versions: [["1.11", "20.10.27"]],
    fixed: "docker 20.10.27 and 23.0.0",
    reference: "docker/libnetwork#2649, moby/moby#46661",
    provenance: "public report",
  },
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
    name: "awslogs-close",
    process: ["dockerd"],
    parts: [
      {
        frames: [/daemon\/logger\/awslogs\.\(\*logStream\)\.Log$/],
        state: /^(?:chan send|select)/,
        example: "github.com/docker/docker/daemon/logger/awslogs.(*logStream).Log(0x1)",
      },
      {
        frames: [/daemon\/logger\/awslogs\.\(\*logStream\)\.Close$/],
        state: "lock",
        example: "github.com/docker/docker/daemon/logger/awslogs.(*logStream).Close(0x1)",
      },
    ],
    meaning:
      "The awslogs driver cannot be closed while a message waits to be sent; the handler of the container's exit waits for it.",
    affected: "docker before 28.0",
    versions: [["17.06", "28.0"]],
    fixed: "docker 28.0.0",
    reference: "moby/moby#39523, #47748",
    provenance: "public report",
  },
  {
    name: "attach-client",
    process: ["dockerd"],
    parts: [
      {
        frames: [/^(?:net|internal\/poll)\.\(\*\w+\)\.Write$/, /pkg\/broadcaster\.\(\*Unbuffered\)\.Write$/],
        state: /^IO wait/,
        example: "internal/poll.(*FD).Write(0x1)",
      },
      {
        frames: [/pkg\/broadcaster\.\(\*Unbuffered\)\.\w+$/],
        state: "lock",
        example: "github.com/docker/docker/pkg/broadcaster.(*Unbuffered).Clean(0x1)",
      },
    ],
    meaning:
      "A client that is attached to a container does not read its output; whoever closes the container's streams waits for it.",
    affected: "all versions that have this package",
    versions: [],
    reference: "moby/moby#42705",
    provenance: "public report",
  },
  {
    name: "devicemapper-udev",
    process: ["dockerd"],
    parts: [
      {
        frames: [/devicemapper\.(?:_Cfunc_dm_udev_wait|UdevWait|udevWait)/],
        state: /^syscall/,
        example: "github.com/docker/docker/pkg/devicemapper._Cfunc_dm_udev_wait(0x1)",
      },
    ],
    meaning: "The devicemapper driver holds its global lock while it waits for udev.",
    affected: "docker with the devicemapper driver (removed in 25.0); other drivers do not have it",
    versions: [["1.9", "25.0"]],
    reference: "moby/moby#27900",
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
];
