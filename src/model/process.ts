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

/** What the evidence files beside the dumps tell. */
export interface ProcessEvidence {
  readonly processes: readonly ProcessRow[];
  /** The list shows PID 1 and kernel threads: then absence of a process means something. */
  readonly complete: boolean;
  readonly bus: readonly BusName[];
  /** Sentences about a process out of /proc, strace and the like, keyed by pid; each cites file and line. */
  readonly observations: ReadonlyMap<number, readonly Evidence[]>;
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
