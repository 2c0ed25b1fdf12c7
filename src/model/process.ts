import type { Evidence } from "./diagnosis.ts";
import type { Goroutine } from "./dump.ts";

/** Programs that have rules of their own; every other one is "other". */
export type ProcessKind = "dockerd" | "containerd" | "containerd-shim" | "runc" | "kubelet" | "other";

/** One row of a process list. */
export interface ProcessRow {
  readonly pid: number;
  readonly ppid?: number;
  /** Base name of the program: "runc", "containerd-shim-runc-v2". */
  readonly name: string;
  readonly commandLine: string;
  /** State letter of ps or /proc ("S", "D"), when printed. */
  readonly state?: string;
  readonly elapsedSeconds?: number;
  /** When it was started, ISO 8601 without a zone, as `ps -o lstart` prints it, and where. */
  readonly started?: { readonly at: string; readonly file: string; readonly line: number };
  readonly file: string;
  readonly line: number;
}

/** One connection to D-Bus, or one name on it, as `busctl list` prints it. */
export interface BusName {
  readonly name: string;
  readonly pid?: number;
  readonly process?: string;
  readonly connection?: string;
  readonly file: string;
  readonly line: number;
}

/** What is seen of a process: evidence, and what it then waits for. */
export interface Observation extends Evidence {
  /** What it waits for, as a person would say it; absent where the observation does not tell. */
  readonly waitsFor?: string;
}

/** A method call over D-Bus that went out and whose answer nobody saw. */
export interface BusCall {
  /** Process that waits, when known; `connection` is its name on the bus (":1.2"), when that is. */
  readonly pid?: number;
  readonly connection?: string;
  readonly destination?: string;
  readonly interface?: string;
  readonly member?: string;
  /** First argument when it is a text: in calls to systemd mostly the name of a unit. */
  readonly argument?: string;
  /** Path of the socket that it went over. */
  readonly socket?: string;
  /** When it was sent, as printed. */
  readonly sentAt?: string;
  /** For so many seconds the source goes on without an answer; absent when it has no times. */
  readonly unansweredSeconds?: number;
  /** Why it may have been answered all the same: a sentence. */
  readonly doubt?: string;
  readonly file: string;
  readonly line: number;
}

/** An open file of a process. */
export interface OpenFile {
  readonly pid: number;
  readonly descriptor: number;
  /** "socket:[724448]", "pipe:[724420]", "/run/runc/c1/exec.fifo". */
  readonly target: string;
  /** What is at the other end of a socket or pipe, when a list of sockets tells: "/run/dbus/system_bus_socket (dbus-daemon 4)". */
  readonly peer?: string;
  readonly file: string;
  readonly line: number;
}

/** The cgroup of a process that can freeze it. */
export interface CgroupOf {
  readonly pid: number;
  /** As /proc/PID/cgroup prints it: below the mount point. */
  readonly path: string;
  readonly file: string;
  readonly line: number;
}

/** A line of a log, or of what a tool printed, that a rule recognises. */
export interface Sign {
  /** Name of the rule. */
  readonly rule: string;
  /** The line itself, shortened. */
  readonly text: string;
  /** What the rule read out of it, by name: a pid, a unit, a number. */
  readonly values: Readonly<Record<string, string>>;
  /** When it was written, ISO 8601: without a zone when the line states none, "--12-04T08:14:27" when it does not state the year. */
  readonly at?: string;
  readonly file: string;
  readonly line: number;
  /** How many lines of the file say the same, and the last of them. */
  readonly count: number;
  readonly last: { readonly line: number; readonly at?: string };
}

/** What the evidence files beside the dumps tell. */
export interface ProcessEvidence {
  readonly processes: readonly ProcessRow[];
  /** The list shows PID 1 and kernel threads: then absence of a process means something. */
  readonly complete: boolean;
  readonly bus: readonly BusName[];
  /** Sentences about a process out of /proc, strace and the like, keyed by pid; each cites file and line. */
  readonly observations: ReadonlyMap<number, readonly Observation[]>;
  /** Calls over D-Bus without an answer. */
  readonly busCalls?: readonly BusCall[];
  readonly openFiles?: readonly OpenFile[];
  readonly cgroups?: readonly CgroupOf[];
  /** What logs and tools say. */
  readonly signs?: readonly Sign[];
}

/** A process or service below the last goroutine of a chain. */
export interface Below {
  readonly process: { readonly name: string; readonly pid?: number; readonly state?: string };
  /** What it waits for, as a person would say it: "a reply over D-Bus", "not known". */
  readonly waitsFor: string;
  readonly evidence: readonly Evidence[];
}

/** A goroutine that waits for a child process, and that process. */
export interface ChildWait {
  readonly goroutine: Goroutine;
  readonly program?: string;
  readonly verb?: string;
  readonly process?: ProcessRow;
  readonly below: readonly Below[];
}
