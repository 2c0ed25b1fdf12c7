import type { Next } from "./next-of.ts";

/** Goroutines that can never go on, by key, with the locks that keep them. */
export interface FoundDeadlock {
  readonly kind: "self" | "cycle" | "abandoned" | "all-asleep";
  readonly goroutines: readonly string[];
  /** Keys of lock nodes. */
  readonly locks: readonly string[];
  /** How each goes on to the next, for cycles; the last leads back to the first. */
  readonly steps: readonly { readonly key: string; readonly next: Next }[];
  /** It is not known who holds which of the locks, only that nobody else can: see `lockedIn`. */
  readonly ownersUnknown?: true;
  /** The member whose wait on a channel closes the circle by elimination only: see `closedWorlds`. */
  readonly byElimination?: string;
  readonly confidence: number;
}
