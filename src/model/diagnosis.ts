/**
 * The JSON that `stackgraph diagnose --format json` prints: the one machine-readable contract that other tools and dashboards
 * read. The library may hold richer objects; this is what it promises to print. Fields may be added; none is renamed
 * or removed without a new schema name.
 *
 * Made comparable:
 * - A goroutine is named by (dump, id) everywhere, because processes use the same numbers. Match dumps of two
 *   diagnoses by process and pid, or by file and lines, not by name.
 * - The only dump of a process kind is named by the kind ("dockerd"); several get "#<pid>" when every one has a pid, else "#1", "#2" … in
 *   order of file and line. Process kinds are normalised ("docker-containerd" is "containerd").
 * - Lines are physical lines of the input file, 1-based. Inside an escaped one-line record all frames share that line and carry
 *   `recordLine`, 1-based after unescaping.
 * - Of identical dumps found twice the plain file is kept; the other places are listed in `alsoIn`, and what they tell (pid, time) is merged.
 * - Only mutexes and rwmutexes are in `locks`; WaitGroups, Conds and channels appear in chains and deadlocks. Goroutines that are idle by
 *   design (worker waiting for work, signal loop, `select {}`) appear nowhere.
 * - Order: locks by number of waiters, then dump, then address; chains by victims; goroutines by id. Same input, same bytes out.
 * - Exit code of the command: 1 exactly when a finding of severity warning or critical exists, else 0; 2 usage, 3 input unusable, 4 internal.
 */
export interface Diagnosis {
  schema: "stackgraph.diagnosis/1";
  dumps: DumpSummary[];
  /** Every lock that at least one goroutine waits for, most waiters first. */
  locks: ContendedLock[];
  /** Client goroutine -> server goroutine pairs across (or within) dumps: gRPC, ttrpc, HTTP API. */
  calls: RpcCall[];
  /**
   * Calls that are still served though their client has given up: the client's process is at hand, has other calls over the same connection, and
   * none of its goroutines is inside this one.
   */
  givenUp?: GivenUpCall[];
  /** One per root blocker: how the blocked goroutines lead to it, most victims first. */
  chains: BlockingChain[];
  /** Sets of goroutines that can never go on, whatever the rest of the process does. */
  deadlocks: Deadlock[];
  /** What to tell a person, most severe first. Empty when nothing is wrong. */
  findings: Finding[];
  /** What happened when, earliest first, where dumps, logs or traces state times. Absent when none does. */
  timeline?: TimelineEntry[];
}

/** One dump of the input: where it stands, which process it comes from and what is known of its making. */
export interface DumpSummary {
  /** Unique name within this diagnosis, see above. */
  dump: string;
  file: string;
  /** First and last line of the dump inside that file (a log can hold several dumps). */
  lines: [number, number];
  /** The same dump found elsewhere. */
  alsoIn?: { file: string; lines: [number, number] }[];
  /** What kind of text it was: a plain dump, a crash, a pprof profile, a log record … */
  format: string;
  /** Container id when the envelope tells (a shim's log record does). */
  container?: string;
  /** Version of the program, inferred or stated, e.g. "dockerd 20.10.24", with how sure. */
  version?: { text: string; confidence: number; inferred?: true };
  process: "dockerd" | "containerd" | "containerd-shim" | "runc" | "kubelet" | "other";
  pid?: number;
  /** Time the dump was taken, ISO 8601, when the file or its envelope says. */
  takenAt?: string;
  /** Name of the latest dump of the same process, when this is an earlier one: it then only tells what has not moved since. */
  later?: string;
  /** Goroutines in the dump; a profile's buckets count as many as they stand for. */
  goroutines: number;
  /** Go versions this dump can come from, as far as its format tells, as an npm semver range: ">=1.21 <1.24". */
  go?: string;
  /** The text ends inside a goroutine, or a marker says that frames or goroutines are missing. */
  truncated: boolean;
  warnings: { line: number; text: string }[];
}

/** Names one goroutine of this diagnosis: ids are unique only within a dump. */
export interface GoroutineRef {
  dump: string;
  goroutine: number;
}

/** A frame with its place in the Go source and in the input. */
export interface FrameRef {
  /** Full symbol as printed, e.g. "github.com/docker/docker/daemon.(*Daemon).ContainerExecStart". */
  func: string;
  file?: string;
  line?: number;
  /** Line of the input file where this frame's call line stands; `recordLine` inside an escaped record. */
  dumpLine: number;
  recordLine?: number;
}

/** A mutex or rwmutex that at least one goroutine waits for, with the verdict who holds it. */
export interface ContendedLock {
  /** Unique within this diagnosis. */
  lock: string;
  dump: string;
  kind: "mutex" | "rwmutex" | "unknown";
  /** The lock's own address when a frame shows it. */
  address?: string;
  /**
   * "exact": printed by a lock frame. "field": only the object that holds the lock is known
   * (`within`). "none": the frames show no usable pointer.
   */
  addressIs: "exact" | "field" | "none";
  within?: string;
  /**
   * The lock's class, when known: `pkg.Type` for an embedded mutex ("container.State"), `pkg.Type.field` for a named one ("grpc.Server.mu"),
   * `pkg.variable` for a global.
   */
  name?: string;
  waiters: (GoroutineRef & {
    mode: "lock" | "rlock";
    /** Whole minutes as printed; absent when the header shows none. The wait may be up to two minutes shorter: see Goroutine.minutes. */
    minutes?: number;
    /** The frame that asked for the lock: the first one outside sync and runtime. */
    site: FrameRef;
    /** What the waiter was asked to do when its frames tell, as in a chain's steps. */
    request?: string;
  })[];
  /** How many more wait for it that have no id: their text has no header, or a profile counts those that stand alike. */
  waitersWithoutId?: number;
  owner: OwnerVerdict;
}

/** Who holds a lock, inferred from evidence: a dump does not say it. */
export interface OwnerVerdict {
  /**
   * "owner": other goroutine(s) named in `goroutines` hold it. "self": a waiter already holds it.
   * "readers": held for reading by `goroutines`. "abandoned": no goroutine in the dump holds it any
   * more. "ambiguous": one of `candidates`, the dump cannot tell which. "unknown": nothing found.
   * `goroutines` is empty for "abandoned", "ambiguous" and "unknown".
   */
  verdict: "owner" | "self" | "readers" | "abandoned" | "ambiguous" | "unknown";
  goroutines: GoroutineRef[];
  /**
   * Probability, 0 to 1, that the verdict is right: calibrated on cases with a known answer. For "ambiguous" the probability that the
   * owner is among `candidates`; 0 for "unknown".
   */
  confidence: number;
  /** Best first; holds the named owners too. */
  candidates: (GoroutineRef & { confidence: number; frame?: FrameRef; evidence: Evidence[] })[];
}

/** One reason for or against a statement. */
export interface Evidence {
  /** Stable identifier of the rule, e.g. "address-in-arguments", "past-lock-site", "holds-by-source". */
  rule: string;
  /** For or against, in log-odds; negative speaks against. */
  weight: number;
  /** One sentence for a person, citing the frame or source line it rests on. */
  text: string;
  /** Where the fact behind it was read: file, lines and versions of a program's source. */
  source?: string;
}

/** A goroutine inside a remote call and the goroutine that serves it. */
export interface RpcCall {
  client: GoroutineRef;
  /** Absent when the serving goroutine is in no dump at hand. */
  server?: GoroutineRef;
  protocol: "grpc" | "ttrpc" | "http";
  /** Generated type name without Client or Server, first letter upper case: "Tasks", "Task", "RuntimeService"; for HTTP the router or handler. */
  service: string;
  method: string;
  /** Go import path of the generated package. */
  package?: string;
  /**
   * False when the client's frames say that the request has not been handed over yet (no connection, no quota, a connection that does not
   * take it), true when they say that it waits for the answer; absent when they tell neither.
   */
  sent?: boolean;
  confidence: number;
  /** Other serving goroutines that fit as well. */
  alternatives: GoroutineRef[];
}

/** A goroutine that still serves a call whose client has given up. */
export interface GivenUpCall {
  server: GoroutineRef;
  protocol: RpcCall["protocol"];
  service: string;
  method: string;
  /** Go import path of the generated package. */
  package?: string;
}

/** All goroutines that wait, in the end, for the same root blocker, and the longest way to it. */
export interface BlockingChain {
  /**
   * Distinct goroutines, over all dumps, that reach the last step over lock owners (verdicts owner, self, readers, or the best candidate of
   * an ambiguous one) and calls; the last step excluded. Those that reach it only over other edges (channels, WaitGroups, fifos) are in
   * `victimsIndirect`.
   */
  victims: number;
  victimsIndirect: number;
  /** The longest way from a victim to the root blocker; of equally long ones the greater `minutes`, then the smaller id, first. Goroutines only. */
  steps: (GoroutineRef & {
    /** How this goroutine depends on the next step. Absent on the last step. */
    via?: { kind: "lock" | "rpc" | "channel" | "waitgroup" | "cond" | "once"; lock?: string; text: string };
    /** The lock site for a lock, the generated client stub for a call, else the first frame that is not plumbing. */
    frame: FrameRef;
    minutes?: number;
    /** What the goroutine was asked to do when its frames tell: "GET /containers/{id}/json", "exec start", "Tasks/Start". */
    request?: string;
  })[];
  end: {
    /**
     * What the last goroutine is doing: waits for a child process that runs a runc verb ("runc", `verb`, `pid` when a process list shows it), for
     * another child ("process"), inside an RPC whose server is in no dump ("rpc"), in a system call, on I/O … It stays "runc" when runc's
     * own cause is known: that stands in `below`.
     */
    kind:
      | "runc"
      | "process"
      | "rpc"
      | "syscall"
      | "io"
      | "channel"
      | "sleep"
      | "running"
      | "deadlock"
      | "lock"
      | "unknown";
    verb?: string;
    pid?: number;
    text: string;
    /** Processes and services below the last goroutine, in order, each waiting for the next: runc, D-Bus, systemd … */
    below: { process: { name: string; pid?: number; state?: string }; waitsFor: string; evidence: Evidence[] }[];
    /** Other root blockers that may stand in the last step's place: they end alike, and the dumps do not tell which of them it is. */
    or?: (GoroutineRef & { pid?: number })[];
  };
  /**
   * Probability that the first step waits, in the end, for something of the end's kind and verb, whichever of the pairs that fit on the way
   * are the true ones: it can be sure of "a `runc exec`" when nobody can tell which one of several.
   */
  confidence: number;
}

/** Goroutines that can never go on. */
export interface Deadlock {
  kind: "self" | "cycle" | "abandoned" | "all-asleep";
  goroutines: GoroutineRef[];
  locks: string[];
  confidence: number;
  text: string;
}

/** What a person is told: what is wrong, and what to do next. */
export interface Finding {
  severity: "critical" | "warning" | "info";
  /** Stable identifier from the closed list that the package documents, e.g. "blocked-on-runc", "lock-convoy", "self-deadlock", "systemd-mute". */
  id: string;
  title: string;
  text: string;
  goroutines: GoroutineRef[];
  /** What a person can do next: commands to run, versions with the fix. */
  next: string[];
  /** What it rests on, beside the goroutines: each cites file and line. */
  evidence?: Evidence[];
}

/** Something that happened, with the time that a file states. */
export interface TimelineEntry {
  /** ISO 8601; without a zone where the file states none. Entries with and without zone are ordered as if all were UTC. */
  at: string;
  /** "since": it was so at this time already. */
  kind: "event" | "since";
  text: string;
  file: string;
  line: number;
}

/** `stackgraph parse --format json`: the model itself; `--format ndjson` prints one goroutine a line with its `dump`. */
export interface ParsedModel {
  schema: "stackgraph.model/1";
  dumps: (Omit<DumpSummary, "goroutines"> & {
    goroutines: ParsedGoroutine[];
    /** What surrounds the goroutines in a crash: panic or fatal error text, signal line, registers, exit status. */
    crash?: { messages: string[]; signal?: string; registers?: Record<string, string>; exitStatus?: number };
  })[];
}

/** One goroutine as `stackgraph parse` prints it. */
export interface ParsedGoroutine {
  /** Absent only where the text has no header (a bare stack, a profile's bucket). */
  id?: number;
  /** Wait reason or status as printed, without attributes: "sync.Mutex.Lock", "chan receive (nil chan)", "running". */
  state: string;
  minutes?: number;
  lockedToThread?: boolean;
  /** Every other header attribute that was printed, by name: scan, leaked, durable, bubble, gp, m, mp, labels … */
  attributes?: Record<string, string | number | boolean | Record<string, string>>;
  frames: {
    func: string;
    /** As printed between the parentheses; `inlined` when that is "...". */
    args?: string;
    inlined?: boolean;
    file?: string;
    line?: number;
    pcOffset?: string;
    fp?: string;
    sp?: string;
    pc?: string;
    dumpLine: number;
    recordLine?: number;
  }[];
  /** GODEBUG=tracebackancestors: who created the creator, nearest first. */
  ancestors?: { goroutine: number; frames: { func: string; file?: string; line?: number }[] }[];
  /** Frames the runtime left out ("...N frames elided..."); -1 when it does not say how many. */
  elided?: number;
  createdBy?: { func: string; file?: string; line?: number; goroutine?: number };
  /** 1-based first and last line in the input file. */
  lines: [number, number];
  /** True when part of the text was damaged or cut off; the diagnostics say what. */
  partial?: boolean;
  /** Number of goroutines this entry stands for (profiles print buckets); 1 otherwise. */
  count?: number;
}
