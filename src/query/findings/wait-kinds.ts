import type { FindingKind } from "./kind.ts";

const restart = "Nothing but a restart of the process helps. Keep the dump:";

/** Identifiers of these findings. */
export type WaitId =
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
  | "test-timed-out"
  | "waits-alone"
  | "call-in-flight"
  | "incomplete-input";

/** What the goroutines themselves show: who waits for whom, and how it ends. */
export const waitKinds: Readonly<Record<WaitId, FindingKind>> = {
  "blocked-on-runc": {
    severity: "critical",
    meaning: "Goroutines wait, in the end, for a runc process that does not return.",
    provenance: "seen",
    proves: "That the frames wait for a runc with this verb. Why it does not return is another finding, or not known.",
    next: [
      "ps -eo pid,ppid,stat,etime,wchan:24,args | grep 'runc.* {verb}'   # is it there, since when, in which state",
      "cat /proc/{pid}/stack /proc/{pid}/wchan; ls -l /proc/{pid}/fd   # what it waits for, and on which socket or file",
      "strace -f -tt -s 512 -o runc.strace runc …   # run the same command again under strace from its start: a late strace shows futex and epoll only",
      "busctl list; busctl tree org.freedesktop.systemd1   # with --systemd-cgroup: does systemd answer on the system bus?",
    ],
  },
  "blocked-on-process": {
    severity: "critical",
    meaning: "Goroutines wait, in the end, for a child process that does not end.",
    provenance: "seen",
    proves: "That the frames wait for a child. Which process that is only a process list shows.",
    next: [
      "ps -eo pid,ppid,stat,etime,wchan:24,args --forest   # find the child and its state",
      "cat /proc/{pid}/stack /proc/{pid}/wchan   # what the kernel says it waits for",
    ],
  },
  "blocked-on-call": {
    severity: "critical",
    meaning: "Goroutines wait, in the end, for a remote call whose server is in no dump at hand.",
    provenance: "seen",
    proves: "That the answer has not come. Whether the other process works on it, its own dump shows.",
    next: ["Take the dump of the process that serves {call}, and give it to stackgraph together with this one."],
  },
  "blocked-on-lock": {
    severity: "warning",
    meaning: "Goroutines wait for a lock whose owner the dump does not tell.",
    provenance: "seen",
    proves: "That they waited when the dump was taken.",
    next: [
      "stackgraph show {goroutine} FILE   # the waiter in full, with the evidence on its lock",
      "Take a second dump two minutes later: who is still there holds or waits, who is gone only passed by.",
    ],
  },
  "blocked-on-goroutine": {
    severity: "critical",
    meaning:
      "Goroutines wait, in the end, for one goroutine that is blocked in something else: I/O, a system call, a channel.",
    provenance: "seen",
    proves: "Who waits for whom; an owner of a lock is inferred, see its evidence.",
    next: [
      "stackgraph show {goroutine} FILE   # what it is doing, line by line",
      "Take a second dump two minutes later: does it move?",
    ],
  },
  "lock-convoy": {
    severity: "warning",
    meaning:
      "Goroutines wait for a lock whose owner was able to run when the dump was taken: slow, but perhaps not stuck.",
    provenance: "seen",
    proves: "That the owner could run at that moment.",
    next: ["Take a second dump: when the owner has changed, the lock is contended, not stuck."],
  },
  "self-deadlock": {
    severity: "critical",
    meaning: "A goroutine waits for a lock that it holds itself.",
    provenance: "seen",
    proves: "A bug of the program; the confidence stands with the deadlock.",
    next: [`${restart} the two places where the lock is taken are the bug.`],
  },
  "deadlock-cycle": {
    severity: "critical",
    meaning: "Goroutines wait for each other in a circle.",
    provenance: "seen",
    proves: "A bug of the program; the confidence stands with the deadlock.",
    next: [`${restart} the order in which the locks are taken is the bug.`],
  },
  "abandoned-lock": {
    severity: "critical",
    meaning: "A lock was taken and never released: no goroutine in the dump holds it any more.",
    provenance: "seen",
    proves: "A bug of the program, when the dump is whole; the confidence stands with the deadlock.",
    next: [
      "Look in the log for a recovered panic, and in the source for a return without Unlock after the lock was taken.",
    ],
  },
  "all-asleep": {
    severity: "critical",
    meaning: "The Go runtime ended the program because every goroutine was blocked.",
    provenance: "seen",
    proves: "The runtime says so itself.",
    next: ["stackgraph show {goroutine} FILE   # each of them waits for another one, or for nobody"],
  },
  "test-timed-out": {
    severity: "warning",
    meaning: "A test run took longer than it was allowed to, and was ended.",
    provenance: "seen",
    proves:
      "Which tests had not ended, and where they stood. Whether they hang or are only slow, their waits tell; the limit is for all tests of the package together.",
    next: [
      "stackgraph show {goroutine} FILE   # where the test waits",
      "go test -run '^{test}$' -count 1 -timeout 2m PACKAGE   # does it end by itself when it runs alone?",
    ],
  },
  "waits-alone": {
    severity: "warning",
    meaning:
      "Goroutines wait for another part of the program, and nothing in the dump shows who will act: a channel that nobody serves, a pool that is used up.",
    provenance: "seen",
    proves:
      "That they wait, and how long where headers print it. A send that waits for minutes is a hang or a leak; who was to receive, only the source tells.",
    next: [
      "stackgraph show {goroutine} FILE   # where it waits, and who started it",
      "Take a second dump two minutes later: does the number grow, do the same goroutines stay?",
    ],
  },
  "call-in-flight": {
    severity: "info",
    meaning: "A request is inside a remote call whose server is in no dump at hand; nobody else waits for it.",
    provenance: "seen",
    proves: "Nothing is known to be wrong.",
    next: ["Take the dump of the process that serves {call}, and give it to stackgraph together with this one."],
  },
  "incomplete-input": {
    severity: "info",
    meaning: "A dump was cut off or damaged: goroutines may be missing from the picture.",
    provenance: "seen",
    proves: "That something is missing, not what.",
    next: ["stackgraph parse FILE   # what was read, and every warning with its line"],
  },
};
