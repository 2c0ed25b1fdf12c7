import type { Finding } from "../model/diagnosis.ts";

/** The closed list of identifiers of findings. */
export type FindingId =
  | "blocked-on-runc"
  | "blocked-on-process"
  | "blocked-on-call"
  | "blocked-on-lock"
  | "blocked-on-goroutine"
  | "lock-convoy"
  | "self-deadlock"
  | "deadlock-cycle"
  | "abandoned-lock"
  | "all-asleep"
  | "systemd-mute"
  | "call-in-flight"
  | "incomplete-input";

/** What a finding of one sort means. */
export interface FindingKind {
  readonly severity: Finding["severity"];
  readonly meaning: string;
  readonly next: readonly string[];
}

/** What each means and what a person can do next. `{verb}` and the like are filled in. */
export const findingKinds: Readonly<Record<FindingId, FindingKind>> = {
  "blocked-on-runc": {
    severity: "critical",
    meaning: "Goroutines wait, in the end, for a runc process that does not return.",
    next: [
      "ps -eo pid,ppid,stat,etime,wchan:24,args | grep 'runc.* {verb}'   # is it there, since when, in which state",
      "cat /proc/PID/stack /proc/PID/wchan; ls -l /proc/PID/fd   # what it waits for, and on which socket or file",
      "strace -f -o runc.strace runc …   # run the same command again under strace from its start: a late strace shows futex and epoll only",
      "busctl list; busctl tree org.freedesktop.systemd1   # with --systemd-cgroup: does systemd answer on the system bus?",
    ],
  },
  "blocked-on-process": {
    severity: "critical",
    meaning: "Goroutines wait, in the end, for a child process that does not end.",
    next: [
      "ps -eo pid,ppid,stat,etime,wchan:24,args --forest   # find the child and its state",
      "cat /proc/PID/stack /proc/PID/wchan   # what the kernel says it waits for",
    ],
  },
  "blocked-on-call": {
    severity: "critical",
    meaning: "Goroutines wait, in the end, for a remote call whose server is in no dump at hand.",
    next: ["Take the dump of the process that serves {call}, and give it to stackgraph together with this one."],
  },
  "blocked-on-lock": {
    severity: "warning",
    meaning: "Goroutines wait for a lock whose owner the dump does not tell.",
    next: [
      "stackgraph show GOROUTINE FILE   # the waiter in full, with the evidence on its lock",
      "Take a second dump two minutes later: who is still there holds or waits, who is gone only passed by.",
    ],
  },
  "blocked-on-goroutine": {
    severity: "critical",
    meaning:
      "Goroutines wait, in the end, for one goroutine that is blocked in something else: I/O, a system call, a channel.",
    next: [
      "stackgraph show {goroutine} FILE   # what it is doing, line by line",
      "Take a second dump two minutes later: does it move?",
    ],
  },
  "lock-convoy": {
    severity: "warning",
    meaning:
      "Goroutines wait for a lock whose owner was able to run when the dump was taken: slow, but perhaps not stuck.",
    next: ["Take a second dump: when the owner has changed, the lock is contended, not stuck."],
  },
  "self-deadlock": {
    severity: "critical",
    meaning: "A goroutine waits for a lock that it holds itself.",
    next: [
      "Nothing but a restart of the process helps. Keep the dump: the two places where the lock is taken are the bug.",
    ],
  },
  "deadlock-cycle": {
    severity: "critical",
    meaning: "Goroutines wait for each other in a circle.",
    next: [
      "Nothing but a restart of the process helps. Keep the dump: the order in which the locks are taken is the bug.",
    ],
  },
  "abandoned-lock": {
    severity: "critical",
    meaning: "A lock was taken and never released: no goroutine in the dump holds it any more.",
    next: [
      "Look in the log for a recovered panic, and in the source for a return without Unlock after the lock was taken.",
    ],
  },
  "all-asleep": {
    severity: "critical",
    meaning: "The Go runtime ended the program because every goroutine was blocked.",
    next: ["stackgraph show GOROUTINE FILE   # each of them waits for another one, or for nobody"],
  },
  "systemd-mute": {
    severity: "warning",
    meaning: "A blocked runc is connected to the system bus, and systemd is the service that it would talk to.",
    next: [
      "busctl tree org.freedesktop.systemd1   # a timeout says that systemd does not answer on the bus",
      "journalctl -b _PID=1 | grep 'Operation not supported'   # the sign of an overflown message counter (systemd before v242 and its backports)",
      "systemctl daemon-reexec   # opens a new connection to the bus: a work-around, at your own risk",
    ],
  },
  "call-in-flight": {
    severity: "info",
    meaning: "A request is inside a remote call whose server is in no dump at hand; nobody else waits for it.",
    next: ["Take the dump of the process that serves {call}, and give it to stackgraph together with this one."],
  },
  "incomplete-input": {
    severity: "info",
    meaning: "A dump was cut off or damaged: goroutines may be missing from the picture.",
    next: ["stackgraph parse FILE   # what was read, and every warning with its line"],
  },
};
