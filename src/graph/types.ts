import type { MultiDirectedGraph } from "graphology";
import type { DumpRelease } from "../facts/releases/release-facts.ts";
import type { SourceUse } from "../facts/source/source-facts.ts";
import type { Call } from "../model/call.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Goroutine } from "../model/dump.ts";
import type { Lock, OwnerCandidate } from "../model/lock.ts";
import type { ChildWait, ProcessEvidence } from "../model/process.ts";
import type { Wait } from "../model/wait.ts";
import type { NamedDump } from "../processes/named-dump.ts";

/** A goroutine that is blocked, holds something, serves a call or is waited for; others are not in the graph. */
export interface GoroutineNode {
  type: "goroutine";
  dump: NamedDump;
  goroutine: Goroutine;
  wait: Wait;
  /**
   * In a graph with `crowds`: others that wait for the same lock in the same mode, and for whom nobody waits either; they have no nodes. The
   * goroutine of the node has waited longest.
   */
  alike?: readonly Goroutine[];
}

/** A lock that at least one goroutine waits for. */
export interface LockNode {
  type: "lock";
  dump: NamedDump;
  lock: Lock;
}

/** A child process that a goroutine waits for, whether or not a process list shows it. */
export interface ProcessNode {
  type: "process";
  child: ChildWait;
}

/** Attributes of a node; `type` tells which. */
export type NodeAttributes = GoroutineNode | LockNode | ProcessNode;

/** goroutine → lock */
export interface WaitsForEdge {
  type: "waits-for";
}

/** lock → goroutine: by the verdict, or the best candidate of an ambiguous one (`chosen`); other candidates are there with `chosen: false`. */
export interface HeldByEdge {
  type: "held-by";
  chosen: boolean;
  confidence: number;
  candidate: OwnerCandidate | undefined;
}

/** client goroutine → server goroutine */
export interface CallsEdge {
  type: "calls";
  call: Call;
}

/** goroutine → goroutine, for waits that are neither lock nor call */
export interface DependsOnEdge {
  type: "depends-on";
  dependency: Dependency;
}

/** goroutine → process */
export interface RunsEdge {
  type: "runs";
}

/** Attributes of an edge; `type` tells which. */
export type EdgeAttributes = WaitsForEdge | HeldByEdge | CallsEdge | DependsOnEdge | RunsEdge;

/** What the graph as a whole carries. */
export interface GraphAttributes {
  dumps: readonly NamedDump[];
  /** Calls whose server is in no dump at hand have no edge: they are only here. */
  calls: readonly Call[];
  evidence: ProcessEvidence;
  /** Which files of the Go source were of use, for each dump. */
  source?: readonly (SourceUse & { readonly dump: string })[];
  /** Which releases of programs and libraries each dump's lines show. */
  releases?: readonly { readonly dump: string; readonly found: readonly DumpRelease[] }[];
}

/** The graph: goroutines, locks and child processes; keys are made by the library and stable for the same input. */
export type StackGraph = MultiDirectedGraph<NodeAttributes, EdgeAttributes, GraphAttributes>;
