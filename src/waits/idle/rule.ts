import type { Wait, WaitKind } from "../../model/wait.ts";
import type { StackShape } from "./shape.ts";

/**
 * One reason to say that a goroutine waits because there is nothing to do. Idle goroutines are never victims and never root blockers by
 * default, so a rule must hold whatever the process does: never for a goroutine that waits for a lock, for a reply, or to send.
 */
export interface IdleRule {
  /** Stable identifier; `Wait.idle`. */
  readonly name: string;
  readonly kinds: readonly WaitKind[];
  /** Over the path (see WaitRule): innermost frame first. */
  readonly path: RegExp;
  /** Only the shape of the stack says so, or the rule names a place where programs also keep locks: see `Wait.idlePresumed`. */
  readonly presumed?: true;
  readonly example: { readonly state: string; readonly path: string };
  readonly source: string;
}

/** A reason that rests on the shape of the stack instead of on names. Always presumed. */
export interface ShapeRule {
  readonly name: string;
  readonly kinds: readonly WaitKind[];
  readonly holds: (shape: StackShape, wait: Wait) => boolean;
  readonly example: { readonly state: string; readonly path: string };
  readonly source: string;
}
