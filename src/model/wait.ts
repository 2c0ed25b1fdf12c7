/** What a goroutine is blocked on, told by its header and frames. */
export type WaitKind =
  | "lock"
  | "waitgroup"
  | "cond"
  | "once"
  | "channel"
  | "select"
  | "semaphore"
  | "process"
  | "io"
  | "syscall"
  | "sleep"
  | "runtime"
  | "running"
  | "unknown";

/** What a goroutine is blocked on, as its header and frames tell. */
export interface Wait {
  readonly kind: WaitKind;
  /** Identifier of the rule that recognised it. */
  readonly rule: string;
  /**
   * Index of the frame that asked: the first one outside sync, internal/sync, runtime and what the rule calls part of the primitive;
   * -1 when there is none.
   */
  readonly site: number;
  /** For locks. `kind` "unknown": header and frames show a lock but not which sort. */
  readonly lock?: {
    readonly kind: "mutex" | "rwmutex" | "unknown";
    readonly mode: "lock" | "rlock";
    /**
     * For rwmutex writers: "readers" when it has the writer's place and waits for readers to leave (it is then the queued writer behind which
     * new readers wait), "writers" when it waits behind another writer.
     */
    readonly behind?: "readers" | "writers";
  };
  /** For channel operations. */
  readonly channel?: { readonly direction: "send" | "receive"; readonly nil?: true };
  /**
   * For waits on a child process: its program and what it was asked to do, when the frames tell: { program: "runc", verb: "exec" }. `through`: it is
   * the child of a child, a containerd-shim that runs it (containerd 0.2).
   */
  readonly child?: { readonly program?: string; readonly verb?: string; readonly through?: "containerd-shim" };
  /** For system calls and I/O: what the frames tell: "getrandom", "read", "accept". */
  readonly operation?: string;
  /** Set when the goroutine waits because there is nothing to do: the name of the rule that says so ("signal-loop"). */
  readonly idle?: string;
  /**
   * Set with `idle` when only the shape of the stack says so, not a known function: such a goroutine is no victim and no finding by itself,
   * but it can hold a lock, and evidence that it does outweighs this.
   */
  readonly idlePresumed?: true;
}

/** Which lock (or WaitGroup, Cond, Once) a waiter waits for, as far as trustworthy values show it. */
export interface WaitTarget {
  /** Address of the primitive itself, lower-case hex. */
  readonly address?: string;
  /** "exact": printed by a frame of the primitive. "field": only the object that holds it is known (`within`). "none": no usable pointer. */
  readonly addressIs: "exact" | "field" | "none";
  /** Address of the object whose method asked for the lock: the receiver of the site's frame, when it can be trusted. */
  readonly within?: string;
}
