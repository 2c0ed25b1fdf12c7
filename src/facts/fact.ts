/**
 * Lock facts: what a reader of the Go source knows about locks, as data. Every fact names where it was read, so that it can be checked.
 */

/** Which lock of the source is meant. */
export interface LockClass {
  /** `pkg.Type` for an embedded mutex, `pkg.Type.field` for a named one, `pkg.variable` for a global. */
  readonly name: string;
  readonly kind: "mutex" | "rwmutex";
  /** Functions whose frame, as the lock site of a waiter, asks for this lock (symbol patterns). */
  readonly askedBy: readonly string[];
  /** Distance of the lock from the start of the object whose methods ask for it, in bytes on 64-bit machines, where it is the same in all versions. */
  readonly offset?: number;
  readonly source: string;
}

/** "Function F holds lock class L while it calls G." */
export interface HoldFact {
  readonly class: string;
  readonly mode: "lock" | "rlock";
  /** The function that took the lock. */
  readonly holder: string;
  /** What it calls, directly, while it holds the lock; any callee when absent. */
  readonly while?: readonly string[];
  /** Callees that run before the lock is taken or after it is released, when `while` is absent. */
  readonly except?: readonly string[];
  /** Where the lock and the call stand: file, line of the lock and of the call at a tag. */
  readonly source: string;
}

/** Classes and facts of one program. */
export interface FactSet {
  readonly program: string;
  readonly classes: readonly LockClass[];
  readonly holds: readonly HoldFact[];
}
