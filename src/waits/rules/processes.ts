import { ANY_BLOCKED, type WaitRule } from "./rule.ts";

/** What lies between a wait for a child and the system call: trampolines, the retry helper, pidfd. */
const CALLS =
  "(?:(?:syscall\\.(?:Syscall6?|RawSyscall6?|syscall6?)|internal/syscall/unix\\.\\w+|golang\\.org/x/sys/unix\\.Syscall6?|os\\.ignoringEINTR\\w*)(?:\\[\\.\\.\\.\\])? < )*";
/** The frames that wait for a child to exit. */
const EXIT =
  "(?:syscall\\.(?:wait4|wait6|Wait4|waitid)|(?:golang\\.org/x/sys|internal/syscall)/unix\\.(?:wait4|Wait4|waitid|Waitid)|os\\.\\(\\*Process\\)\\.(?:Wait|wait|blockUntilWaitable|pidfdWait)(?:\\.func\\d+)?)";
const PART = /^(?:syscall\.|internal\/syscall\/|golang\.org\/x\/sys\/unix\.|os\.|os\/exec\.)/;
/** Methods of *Runc that serve the others. */
const HELPERS = "(?:command|cmdOutput|runOrError|args|context)\\b";
/** Everything down to the method of *Runc that asked. */
const RUNC_PART = new RegExp(
  `^(?:syscall\\.|os\\.|os/exec\\.|\\S*reaper\\.|\\S*go-runc\\.(?:(?!\\(\\*Runc\\))|\\(\\*Runc\\)\\.${HELPERS}))`,
);
/** The way from the wait to that method, whose name is the verb. */
const RUNC = `(?: < \\S*go-runc\\.\\S+)*? < \\S*go-runc\\.\\(\\*Runc\\)\\.(?!${HELPERS})(?<verb>[A-Z]\\w*)`;

/** Methods of containerd 0.2's containers; those in lower case serve the others. */
const CONTAINERD_0 = "\\S*containerd/runtime\\.\\(\\*container\\)\\.";
const CONTAINERD_0_PART = /^time\.Sleep$|containerd\/runtime\.\(\*container\)\.[a-z]\w*$/;

/** Waits for a child process. go-runc names its methods after runc's verbs (container-stack facts §1.3, "Waiting for runc"). */
export const PROCESS_RULES: readonly WaitRule[] = [
  {
    name: "runc-by-reaper",
    state: ANY_BLOCKED,
    path: new RegExp(
      `^(?:\\S*reaper\\.\\(\\*Monitor\\)|\\S*go-runc\\.\\(\\*\\w*[mM]onitor\\))\\.Wait(?:\\w*)(?:\\.func\\d+)?${RUNC}`,
    ),
    part: RUNC_PART,
    wait: { kind: "process", child: { program: "runc" } },
    example: {
      state: "chan receive",
      path: "github.com/containerd/containerd/sys/reaper.(*Monitor).Wait < github.com/containerd/go-runc.(*Runc).cmdOutput < github.com/containerd/go-runc.(*Runc).runOrError < github.com/containerd/go-runc.(*Runc).Start < github.com/containerd/containerd/pkg/process.(*Init).start",
    },
    source: "go-runc runc.go: each method runs the verb of its name and waits for the exit on the reaper's channel",
  },
  {
    name: "runc-by-exec",
    state: ANY_BLOCKED,
    path: new RegExp(
      `^${CALLS}(?:${EXIT} < )*(?:os/exec\\.\\(\\*Cmd\\)\\.\\w+(?: < os/exec\\.\\(\\*Cmd\\)\\.\\w+)*|${EXIT})${RUNC}`,
    ),
    part: RUNC_PART,
    wait: { kind: "process", child: { program: "runc" } },
    example: {
      state: "syscall",
      path: "syscall.Syscall6 < os.(*Process).blockUntilWaitable < os.(*Process).wait < os.(*Process).Wait < os/exec.(*Cmd).Wait < os/exec.(*Cmd).Run < github.com/containerd/go-runc.runOrError < github.com/containerd/go-runc.(*Runc).Kill < main.main",
    },
    source: "go-runc before it had a Monitor (2017) ran commands through os/exec directly (reconstructed)",
  },
  {
    name: "runc-below-shim-exec",
    state: /^(?:select|sleep|)$/,
    path: new RegExp(`^(?:time\\.Sleep < )?(?:${CONTAINERD_0}\\w+ < )+${CONTAINERD_0}Exec(?= < |$)`),
    part: CONTAINERD_0_PART,
    wait: { kind: "process", child: { program: "runc", verb: "exec", through: "containerd-shim" } },
    example: {
      state: "select",
      path: "github.com/docker/containerd/runtime.(*container).waitForCreate < github.com/docker/containerd/runtime.(*container).createCmd < github.com/docker/containerd/runtime.(*container).Exec < github.com/docker/containerd/supervisor.(*Supervisor).addProcess < github.com/docker/containerd/supervisor.(*Supervisor).handleTask",
    },
    source:
      "containerd v0.2.3 runtime/container.go:571, v0.2.9 :538: waits for the pid file that `runc exec`, which the shim runs, writes (reconstructed)",
  },
  {
    name: "runc-below-shim-start",
    state: /^(?:select|sleep|)$/,
    path: new RegExp(
      `^(?:time\\.Sleep < )?(?:${CONTAINERD_0}(?:waitForStart|startCmd) < )+${CONTAINERD_0}Start(?= < |$)`,
    ),
    part: CONTAINERD_0_PART,
    wait: { kind: "process", child: { program: "runc", verb: "start", through: "containerd-shim" } },
    example: {
      state: "select",
      path: "github.com/docker/containerd/runtime.(*container).waitForStart < github.com/docker/containerd/runtime.(*container).startCmd < github.com/docker/containerd/runtime.(*container).Start < github.com/docker/containerd/supervisor.(*worker).Start",
    },
    source:
      "containerd v0.2.2 runtime/container_linux.go: the shim runs `runc start`, which creates too (reconstructed)",
  },
  {
    name: "runc-below-shim-create",
    state: /^(?:select|sleep|)$/,
    path: new RegExp(`^(?:time\\.Sleep < )?(?:${CONTAINERD_0}\\w+ < )+${CONTAINERD_0}Start(?= < |$)`),
    part: CONTAINERD_0_PART,
    wait: { kind: "process", child: { program: "runc", verb: "create", through: "containerd-shim" } },
    example: {
      state: "select",
      path: "github.com/containerd/containerd/runtime.(*container).createCmd < github.com/containerd/containerd/runtime.(*container).Start < github.com/containerd/containerd/supervisor.(*worker).Start",
    },
    source: "containerd v0.2.3 to v0.2.9 runtime/container.go: the shim runs `runc create` (reconstructed)",
  },
  {
    name: "runc-by-containerd",
    state: ANY_BLOCKED,
    path: new RegExp(
      `^${CALLS}(?:${EXIT} < )*(?:os/exec\\.\\(\\*Cmd\\)\\.\\w+ < )+\\S*containerd/runtime\\.\\(\\*(?:container|process)\\)\\.(?<verb>[A-Z]\\w*)(?:\\.func\\d+)?(?= < |$)`,
    ),
    part: new RegExp(`${PART.source}|${CONTAINERD_0_PART.source}`),
    wait: { kind: "process", child: { program: "runc" } },
    example: {
      state: "syscall",
      path: "syscall.Syscall6 < os.(*Process).blockUntilWaitable < os.(*Process).Wait < os/exec.(*Cmd).Wait < os/exec.(*Cmd).Run < os/exec.(*Cmd).CombinedOutput < github.com/containerd/containerd/runtime.(*container).Delete < github.com/containerd/containerd/supervisor.(*Supervisor).deleteContainer",
    },
    source: "containerd v0.2.9 runtime/container.go, process.go: runs runc itself and reads its output (reconstructed)",
  },
  {
    name: "child-by-reaper",
    state: /^chan receive$/,
    path: /^\S*reaper\.\(\*Monitor\)\.Wait\w*(?:\.func\d+)?(?= < |$)/,
    part: RUNC_PART,
    wait: { kind: "process", child: {} },
    example: {
      state: "chan receive",
      path: "github.com/containerd/containerd/sys/reaper.(*Monitor).Wait < github.com/containerd/containerd/runtime/v2/shim.run",
    },
    source: "containerd sys/reaper/reaper_unix.go: Wait receives the exit of one child (reconstructed)",
  },
  {
    name: "child-exit",
    state: ANY_BLOCKED,
    path: new RegExp(`^${CALLS}${EXIT}(?= < |$)`),
    part: PART,
    wait: { kind: "process", child: {}, operation: "exit" },
    example: {
      state: "syscall",
      path: "syscall.Syscall6 < os.(*Process).blockUntilWaitable < os.(*Process).wait < os.(*Process).Wait < os/exec.(*Cmd).Wait < os/exec.(*Cmd).Run < main.main",
    },
    source: "go os/wait_waitid.go, os/exec_unix.go, os/pidfd_linux.go",
  },
  {
    name: "child-output",
    state: /^(?:chan receive|select)$/,
    path: /^os\/exec\.\(\*Cmd\)\.(?:Wait|awaitGoroutines)(?= < |$)/,
    part: PART,
    wait: { kind: "process", child: {}, operation: "output" },
    example: { state: "chan receive", path: "os/exec.(*Cmd).Wait < os/exec.(*Cmd).Run < main.main" },
    source: "go os/exec/exec.go: the child has exited, but someone still holds its output pipe open (reconstructed)",
  },
  {
    name: "child-start",
    state: /^(?:syscall|IO wait)$/,
    path: /^(?:(?:syscall|internal\/syscall\/unix)\.\S+ < )*syscall\.forkExec(?= < |$)/,
    part: PART,
    wait: { kind: "process", child: {}, operation: "start" },
    example: {
      state: "syscall",
      path: "syscall.Syscall < syscall.readlen < syscall.forkExec < syscall.StartProcess < os.StartProcess < os/exec.(*Cmd).Start < main.main",
    },
    source: "go syscall/exec_unix.go: reads the pipe that closes when the child has called exec (reconstructed)",
  },
];
