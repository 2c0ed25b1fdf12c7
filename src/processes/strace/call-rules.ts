import { fifoPeer } from "../kernel-waits.ts";

/** What it means that a thread does not come back from a system call. */
export interface StraceRule {
  readonly name: string;
  /** Matches the call as strace prints it, from its name on. */
  readonly pattern: RegExp;
  /** A line of strace that the rule reads. */
  readonly example: string;
  /** Completes "a thread …". */
  readonly meaning: string;
  /** What it waits for, in a few words; absent where that cannot be said. */
  readonly waitsFor?: string;
  /** The same in front of what the descriptor is, when that is known. */
  readonly onDescriptor?: string;
  readonly weight: number;
  /** Weight when the descriptor is a connection to a named socket. */
  readonly onPeer?: number;
}

/** First match counts. */
export const straceRules: readonly StraceRule[] = [
  {
    name: "strace-idle",
    pattern:
      /^(?:futex|epoll_p?wait2?|restart_syscall|nanosleep|clock_nanosleep|pselect6|rt_sigtimedwait|sched_yield)\(/,
    example: "futex(0xc000012348, FUTEX_WAIT_PRIVATE, 0, NULL <unfinished ...>",
    meaning: "waits inside the Go runtime, as in any idle Go program: this proves nothing",
    weight: 0,
  },
  {
    name: "strace-fifo",
    pattern: /^open(?:at)?\(.*(?:fifo|-std(?:in|out|err))"/,
    example: 'openat(AT_FDCWD, "exec.fifo", O_RDONLY <unfinished ...>',
    meaning: "opens a fifo whose other end nobody has opened",
    waitsFor: fifoPeer,
    weight: 1.5,
  },
  {
    name: "strace-connect",
    pattern: /^connect\(/,
    example: 'connect(5, {sa_family=AF_UNIX, sun_path="/run/x.sock"}, 12 <unfinished ...>',
    meaning: "connects to a socket whose other side does not accept",
    waitsFor: "the other side of a socket",
    weight: 1.5,
  },
  {
    name: "strace-child",
    pattern: /^wait(?:4|id|pid)\(/,
    example: "wait4(-1,  <unfinished ...>",
    meaning: "waits for a child process of its own",
    weight: 0.5,
  },
  {
    name: "strace-file-system",
    pattern:
      /^(?:open(?:at2?)?|creat|f?statx?|lstat|newfstatat|f?statfs|mount|umount2|chdir|fchdir|pivot_root|unlink(?:at)?|rename(?:at2?)?|mkdir(?:at)?|rmdir|f?sync|fdatasync|getdents(?:64)?|faccessat2?|access|readlink(?:at)?|f?chown(?:at)?|fchmod(?:at)?)\(/,
    example: 'openat(AT_FDCWD, "/usr/lib/locale/C.utf8/LC_CTYPE", O_RDONLY|O_CLOEXEC <unfinished ...>',
    meaning: "is inside a file system call that does not return",
    waitsFor: "the file system",
    weight: 2,
  },
  {
    name: "strace-read",
    pattern: /^(?:read|readv|pread64|recv(?:from|m?msg)|accept4?)\(/,
    example: "read(0,  <unfinished ...>",
    meaning: "waits to read",
    onDescriptor: "data from",
    weight: 0.3,
    onPeer: 1,
  },
  {
    name: "strace-write",
    pattern: /^(?:write|writev|pwrite64|send(?:to|m?msg))\(/,
    example: 'write(1, "x", 1 <unfinished ...>',
    meaning: "waits to write: the other side does not read",
    waitsFor: "the reader of a pipe, socket or file",
    onDescriptor: "somebody to read from",
    weight: 1,
  },
];

/** The rule for a call, or one that says nothing about an unknown call. */
export function straceRuleOf(call: string): Omit<StraceRule, "pattern" | "example"> {
  return (
    straceRules.find((rule) => rule.pattern.test(call)) ?? {
      name: "strace-call",
      meaning: "is inside a system call that does not return",
      weight: 0.5,
    }
  );
}
