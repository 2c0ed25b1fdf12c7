import type { FindingKind } from "./kind.ts";

/** Identifiers of these findings. */
export type CauseId =
  | "systemd-mute"
  | "dbus-cookie-overflow"
  | "runc-tests-systemd"
  | "hook-hangs"
  | "fifo-without-peer"
  | "frozen-cgroup"
  | "storage-stuck"
  | "hung-task"
  | "process-stopped"
  | "lost-exit-event"
  | "zombie-child"
  | "full-pipe"
  | "shim-log-blocked"
  | "known-bug"
  | "pleg-unhealthy"
  | "network-device-leak";

/** What process lists, traces, the bus, the kernel and logs show beside the goroutines: why it does not go on. */
export const causeKinds: Readonly<Record<CauseId, FindingKind>> = {
  "systemd-mute": {
    severity: "critical",
    meaning: "systemd does not answer on D-Bus, or does not answer a runc that waits for it.",
    provenance: "seen",
    proves:
      "A trace or a monitor that shows a call going out, and nothing coming back for seconds, proves that it is not answered (critical). A connection to the bus alone makes it likely (warning). Neither says why systemd is silent.",
    next: [
      "busctl tree org.freedesktop.systemd1   # a timeout says that systemd does not answer on the bus",
      "timeout 10 busctl monitor org.freedesktop.systemd1   # does systemd send anything at all?",
      "gdb -p 1 -batch -ex 'thread apply all bt'   # a lone thread in its event loop is not locked",
      "journalctl -b _PID=1 | grep 'Operation not supported'   # the sign of an overflown message counter (systemd before v242 and its backports)",
    ],
    workaround: "systemctl daemon-reexec   # opens a new connection to the bus: a work-around, at your own risk",
  },
  "dbus-cookie-overflow": {
    severity: "critical",
    meaning:
      "The 32-bit counter of systemd's messages on the bus has overflown: systemd can no longer send on it, neither answers nor signals.",
    provenance: "public report",
    proves:
      "The counter beyond 4294967295, read with gdb, proves it (critical). The line `Operation not supported` of systemd is its sign, and may have other reasons (warning). Thousands of test units of runc say where the messages came from.",
    next: [
      "gdb -p 1   # then `p /x bus->cookie` in a frame of sd_bus_send or bus_process: more than 0xffffffff proves it",
      "systemctl --version; rpm -q systemd   # affected: before v242; RHEL and CentOS 7 before 219-62.el7_6.9 and 219-67.el7",
      "runc --version   # up to 1.0.0-rc8 every subcommand with --systemd-cgroup makes and removes test units, each of them several messages",
    ],
    workaround:
      "systemctl daemon-reexec   # opens a new connection, whose counter begins anew: a work-around, at your own risk",
    fixed:
      "systemd v242 (systemd/systemd#11818), systemd-219-62.el7_6.9 and systemd-219-67.el7; runc 1.0.0-rc9 no longer makes the test units",
  },
  "runc-tests-systemd": {
    severity: "info",
    meaning: "runc makes and removes a unit of systemd only to test what systemd can do, at every call.",
    provenance: "public report",
    proves: "That a runc up to 1.0.0-rc8 runs with --systemd-cgroup. That alone is no fault.",
    next: ["runc --version"],
    fixed: "runc 1.0.0-rc9",
  },
  "hook-hangs": {
    severity: "warning",
    meaning:
      "runc waits for a program that it has started itself, a hook of the container or a helper, and that does not end.",
    provenance: "seen",
    proves: "That the program is a child of the waiting runc and still runs. What it waits for itself is not known.",
    next: [
      "cat /proc/{pid}/cmdline /proc/{pid}/stack /proc/{pid}/wchan; ls -l /proc/{pid}/fd   # what the hook waits for",
      "grep -A3 '\"hooks\"' BUNDLE/config.json   # who configured it: a hook can have a timeout there",
    ],
  },
  "fifo-without-peer": {
    severity: "warning",
    meaning: "A process opens a fifo whose other end nobody has opened.",
    provenance: "seen",
    proves:
      "That it waits there. At exec.fifo `runc start` waits for the container's init, which is gone or cannot go on.",
    next: [
      "ls -l /proc/*/fd 2>/dev/null | grep exec.fifo   # who has the fifo open",
      "ps -eo pid,ppid,stat,wchan:24,args | grep 'runc init'   # is the init there, and in which state",
    ],
  },
  "frozen-cgroup": {
    severity: "critical",
    meaning: "A process that everybody waits for is frozen with its cgroup.",
    provenance: "seen",
    proves: "That nothing in that cgroup runs until it is thawed. A paused container is frozen on purpose.",
    next: [
      "cat /sys/fs/cgroup/freezer/PATH/freezer.state   # is it frozen (of cgroup version 2: cat /sys/fs/cgroup/PATH/cgroup.events)",
      "echo THAWED > /sys/fs/cgroup/freezer/PATH/freezer.state   # thaws it; find out first who froze it (of version 2: echo 0 > /sys/fs/cgroup/PATH/cgroup.freeze)",
    ],
  },
  "storage-stuck": {
    severity: "critical",
    meaning: "A process is inside the kernel for storage that does not answer.",
    provenance: "public report",
    proves:
      "A kernel function of a file system that the process sleeps in is direct evidence. State D alone may be a frozen cgroup or a lock of the kernel (warning).",
    next: [
      "dmesg -T | grep -E 'blocked for more than|I/O error|not responding'   # what the kernel says of its storage",
      "cat /proc/{pid}/stack; ls -l /proc/{pid}/cwd /proc/{pid}/fd   # which file system it is",
    ],
  },
  "hung-task": {
    severity: "warning",
    meaning: "The kernel reports a process that was blocked inside it for minutes.",
    provenance: "public report",
    proves: "That it was so when the line was written; compare its time with that of the dumps.",
    next: ["dmesg -T | grep -A25 'blocked for more than'   # with the kernel stack of each"],
  },
  "process-stopped": {
    severity: "critical",
    meaning: "A process is stopped by a signal: it answers nobody until it is continued.",
    provenance: "seen",
    proves: "State T in the list. Somebody sent SIGSTOP, or a debugger left it so.",
    next: ["kill -CONT {pid}   # lets it go on; find out first who stopped it"],
  },
  "lost-exit-event": {
    severity: "warning",
    meaning: "A goroutine waits for a child process that no longer exists: its end was not noticed.",
    provenance: "public report",
    proves:
      "The unfiltered list shows the parent and not the child. When list and dump were not taken together the child may have ended between them.",
    next: [
      "Take dump and `ps -ef` once more, right after each other: still waiting and still no child?",
      "containerd --version   # up to 1.2.7 the reaper could block before it told of an exit (containerd#2709, #3529)",
    ],
    fixed: "containerd 1.2.8 for the reaper's deadlock",
  },
  "zombie-child": {
    severity: "warning",
    meaning: "The child that is waited for has ended, and its parent has not collected its exit status.",
    provenance: "public report",
    proves: "State Z in the list. For a moment that is so with every child: look twice.",
    next: ["ps -o pid,ppid,stat,etime,args -p {pid}   # still there after a minute? Then its parent no longer reaps"],
  },
  "full-pipe": {
    severity: "warning",
    meaning: "A process writes to a pipe, a socket or a fifo that nobody empties.",
    provenance: "seen",
    proves: "That the write does not return. Who should read has the other end open.",
    next: [
      "ls -l /proc/*/fd 2>/dev/null | grep 'pipe:.INODE.'   # who has the other end",
      "lsof -E -p {pid}   # names the process at the other end",
    ],
  },
  "shim-log-blocked": {
    severity: "warning",
    meaning: "A shim is blocked while it writes to its own log: nobody empties that fifo.",
    provenance: "source",
    proves:
      "That a goroutine of the shim is inside a write of its logger. containerd reads the fifo `log` in the shim's bundle.",
    next: [
      "ls -l /proc/{pid}/fd   # is descriptor 2 the fifo `log`, and does containerd have its other end?",
      "Is containerd alive, and has it been restarted since the shim was started?",
    ],
  },
  "known-bug": {
    severity: "warning",
    meaning: "The goroutines look like a known bug.",
    provenance: "public report",
    proves: "That the frames are those of the reports. The version decides, where the dump tells it.",
    next: ["Compare with {reference}"],
  },
  "pleg-unhealthy": {
    severity: "warning",
    meaning: "kubelet says that PLEG is not healthy: its last list of containers is more than three minutes old.",
    provenance: "seen",
    proves: "When the trouble was noticed. The cause is in the container runtime or below it.",
    next: [
      "journalctl -u kubelet | grep -m1 'pleg was last seen active'   # the first one dates the incident",
      "curl -s --unix-socket /run/docker.sock http://docker/containers/json; crictl ps   # does the runtime answer?",
    ],
  },
  "network-device-leak": {
    severity: "info",
    meaning: "The kernel waits for a network device of a name space to become free.",
    provenance: "public report",
    proves: "A reference that somebody still holds. Who makes or removes name spaces may wait for it.",
    next: ["dmesg -T | grep unregister_netdevice   # since when, and how often"],
  },
};
