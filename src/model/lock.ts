import type { Evidence, OwnerVerdict } from "./diagnosis.ts";
import type { Dump, Goroutine } from "./dump.ts";
import type { Wait } from "./wait.ts";

/** A goroutine that asks for the lock. */
export interface LockWaiter {
  readonly goroutine: Goroutine;
  readonly wait: Wait;
}

/** A goroutine that may hold the lock, with the evidence for and against it. */
export interface OwnerCandidate {
  readonly goroutine: Goroutine;
  /** Frame the evidence rests on. */
  readonly frame?: number;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

/** A mutex or rwmutex that at least one goroutine waits for, and what is known of its owner. */
export interface Lock {
  /** Unique within its dump: the address, else made from the object or the site. */
  readonly key: string;
  readonly dump: Dump;
  readonly kind: "mutex" | "rwmutex" | "unknown";
  readonly address?: string;
  readonly addressIs: "exact" | "field" | "none";
  readonly within?: string;
  /** Lock class: "container.State". */
  readonly name?: string;
  readonly waiters: readonly LockWaiter[];
  readonly verdict: OwnerVerdict["verdict"];
  readonly owners: readonly Goroutine[];
  readonly confidence: number;
  readonly candidates: readonly OwnerCandidate[];
}
