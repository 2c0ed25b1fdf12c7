import type { Observation } from "../model/process.ts";

/** What a process is doing when it sleeps in a kernel function. */
export interface KernelWaitRule {
  readonly name: string;
  /** Matches a function name, as /proc/PID/wchan, /proc/PID/stack and the WCHAN column of ps print it. */
  readonly pattern: RegExp;
  /** A function name that the rule reads. */
  readonly example: string;
  /** "any": a frame anywhere in the kernel stack. "innermost": only the function it sleeps in. */
  readonly where: "any" | "innermost";
  /** Completes "process N …". */
  readonly meaning: string;
  /** What it waits for, in a few words; absent where that cannot be said. */
  readonly waitsFor?: string;
  /** A signal ends such a sleep: its state is S, unless the process is frozen. */
  readonly interruptible?: true;
  /** Log-odds that this is why its parent waits. 0: proves nothing. */
  readonly weight: number;
  readonly provenance: "seen" | "public report" | "source";
}

/** What a process waits for that opens a fifo: exec.fifo, mostly, where every created container's init waits for its start. */
export const fifoPeer = "the other end of a fifo";

/**
 * First match counts. "seen": such a process was made and its /proc files read (Linux 6.x). "public report": printed in one. "source": name
 * of the function in the kernel's source.
 */
export const kernelWaitRules: readonly KernelWaitRule[] = [
  {
    name: "kernel-network-storage",
    pattern:
      /^(?:ceph_|__ceph_|rbd_|nfs\d*_|__nfs|rpc_wait_bit|rpc_execute|cifs_|smb\d?_|fuse_(?!dev_)|__fuse_|request_wait_answer|p9_client_|gfs2_|dlm_)/,
    example: "ceph_mdsc_do_request",
    where: "any",
    meaning: "waits for a network or user-space file system to answer",
    waitsFor: "a network or user-space file system",
    weight: 2.5,
    provenance: "public report",
  },
  {
    name: "kernel-storage",
    pattern:
      /^(?:jbd2_|__jbd2|ext4_|xfs_|btrfs_|io_schedule|wait_on_page|folio_wait|submit_bio_wait|blk_mq_|blkdev_|balance_dirty_pages|dm_|md_|flush_work)/,
    example: "jbd2_log_wait_commit",
    where: "any",
    meaning: "waits for storage",
    waitsFor: "storage",
    weight: 2,
    provenance: "source",
  },
  {
    name: "kernel-frozen",
    pattern: /^(?:__)?refrigerator$|^do_freezer_trap$/,
    example: "__refrigerator",
    where: "any",
    meaning: "is frozen with its cgroup: nothing goes on until someone thaws the cgroup",
    waitsFor: "its frozen cgroup to be thawed",
    weight: 3,
    provenance: "seen",
  },
  {
    name: "kernel-stopped",
    pattern: /^do_signal_stop$|^ptrace_stop$/,
    example: "do_signal_stop",
    where: "any",
    meaning: "is stopped by a signal or by a debugger",
    waitsFor: "someone to continue it (SIGCONT)",
    weight: 3,
    provenance: "seen",
  },
  {
    name: "kernel-fifo-open",
    pattern: /^wait_for_partner$|^fifo_open$/,
    example: "wait_for_partner",
    where: "any",
    meaning: "opens a fifo whose other end nobody has opened",
    waitsFor: fifoPeer,
    interruptible: true,
    weight: 1.5,
    provenance: "seen",
  },
  {
    name: "kernel-unix-peer",
    pattern: /^unix_wait_for_peer$/,
    example: "unix_wait_for_peer",
    where: "any",
    meaning: "waits for a unix socket whose other side accepts or reads nothing",
    waitsFor: "the other side of a unix socket",
    weight: 1.5,
    provenance: "seen",
  },
  {
    name: "kernel-file-lock",
    pattern: /^locks_lock_inode_wait$|^(?:posix|flock)_lock_inode_wait$/,
    example: "locks_lock_inode_wait",
    where: "any",
    meaning: "waits for a file lock that another process holds",
    waitsFor: "a file lock",
    weight: 1.5,
    provenance: "seen",
  },
  {
    name: "kernel-kernel-lock",
    pattern:
      /^(?:__)?(?:mutex_lock|down_(?:read|write)|rwsem_down_)|^synchronize_rcu|^copy_net_ns$|^unregister_netdevice/,
    example: "rwsem_down_write_slowpath",
    where: "any",
    meaning: "waits for a lock or a grace period inside the kernel",
    waitsFor: "a lock inside the kernel",
    weight: 2,
    provenance: "source",
  },
  {
    name: "kernel-child",
    pattern: /^(?:do_wait|kernel_wait4|kernel_waitid)$/,
    example: "do_wait",
    where: "any",
    meaning: "waits for a child process of its own",
    interruptible: true,
    weight: 0.5,
    provenance: "seen",
  },
  {
    name: "kernel-pipe-write",
    pattern: /^(?:anon_)?pipe_write$/,
    example: "anon_pipe_write",
    where: "any",
    meaning: "writes to a pipe that nobody empties",
    waitsFor: "the reader of a pipe",
    weight: 1,
    provenance: "seen",
  },
  {
    name: "kernel-pipe-read",
    pattern: /^(?:anon_)?pipe_(?:read|wait\w*)$/,
    example: "anon_pipe_read",
    where: "any",
    meaning: "waits to read from a pipe; who should write is not shown",
    interruptible: true,
    weight: 0.3,
    provenance: "seen",
  },
  {
    name: "kernel-socket-read",
    pattern: /^unix_stream_(?:read_generic|data_wait)$|^(?:__)?skb_wait_for_more_packets$|^sk_wait_data$/,
    example: "unix_stream_read_generic",
    where: "any",
    meaning: "waits to read from a socket; who should write is not shown",
    interruptible: true,
    weight: 0.3,
    provenance: "seen",
  },
  {
    name: "kernel-idle",
    pattern:
      /^(?:futex_(?:do_)?wait\w*|do_epoll_wait|ep_poll|hrtimer_nanosleep|do_nanosleep|poll_schedule_timeout\w*|do_sigtimedwait)$/,
    example: "futex_do_wait",
    where: "innermost",
    meaning: "sleeps where any program sleeps that has nothing to do: this proves nothing",
    interruptible: true,
    weight: 0,
    provenance: "seen",
  },
];

/** Names of the rules for sleeps that a signal ends. */
export const interruptibleWaits: ReadonlySet<string> = new Set(
  kernelWaitRules.filter(({ interruptible }) => interruptible).map(({ name }) => name),
);

/** What the kernel functions a process sleeps in tell (innermost first); `cite` says where that is printed: "proc.txt:2". */
export function kernelWaitEvidence(pid: number, functions: readonly string[], cite: string): Observation {
  const innermost = functions[0] ?? "";
  for (const rule of kernelWaitRules) {
    const hit = (rule.where === "any" ? functions : [innermost]).find((name) => rule.pattern.test(name));
    if (hit === undefined) continue;
    const where = hit === innermost ? hit : `${hit}, above ${innermost}`;
    return {
      rule: rule.name,
      weight: rule.weight,
      text: `Process ${pid} ${rule.meaning} (kernel function ${where}; ${cite}).`,
      ...(rule.waitsFor === undefined ? {} : { waitsFor: rule.waitsFor }),
    };
  }
  return {
    rule: "kernel-other",
    weight: 0,
    text: `Process ${pid} sleeps in the kernel function ${innermost} (${cite}).`,
  };
}
