import type { LockClass } from "../fact.ts";
import type { LockEffect } from "../frame-reading.ts";

/** A lock that a call asks for. */
export interface Asked {
  readonly class: string | undefined;
  /** Undefined for a condition, whose lock may be of any kind. */
  readonly kind: LockClass["kind"] | undefined;
}

/** A place in a function where a goroutine can stand: a call, or an operation that blocks without one. */
export interface ReadPoint {
  readonly line: number;
  /** Name of what is called; "" for a literal, or the result of another call; "<-" for an operation of a channel or a select. */
  readonly callee: string;
  /** What is held when it starts. */
  readonly effects: readonly LockEffect[];
  readonly asked?: Asked;
  /** A call of a deferred function, at an exit. */
  readonly deferred?: true;
}

/** A function's own body, or that of a literal in it. */
export interface ReadBody {
  /** 0 for the function itself, 1 for a literal in it … */
  readonly depth: number;
  readonly start: number;
  readonly end: number;
  /** In order of lines. */
  readonly points: readonly ReadPoint[];
  /** Locks that it releases whatever it does and never takes. */
  readonly given: readonly LockEffect[];
}

/** What a function does with locks, place by place. Lines are counted from the function's first line, which is 0. */
export interface ReadFunction {
  /** Import path, "main" for every program. */
  readonly package: string;
  /** Folder and name of the file, from the root of the tree: "daemon/exec.go". */
  readonly file: string;
  /** Receiver's type and name: "Daemon.ContainerExecStart". */
  readonly name: string;
  /** First line in the file. */
  readonly line: number;
  /** The function itself first; absent bodies of package variables have only literals. */
  readonly bodies: readonly ReadBody[];
}

/** Callee of a point where a goroutine blocks without calling anything. */
export const BLOCKS = "<-";
