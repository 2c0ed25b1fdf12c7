import type { Stack, StackFrame } from "../model/dump.ts";
import type { LockClass } from "./fact.ts";
import type { LockObject } from "./lock-object.ts";

/** A lock that a function has taken (1), or released for its caller (-1), when it stands at a call. */
export interface LockEffect {
  readonly sign: 1 | -1;
  /** False: on some way to this line only. */
  readonly certain: boolean;
  /** Undefined when it is not known which lock it is. */
  readonly class: string | undefined;
  readonly mode: "lock" | "rlock";
  /** It is reached through a pointer or interface, so that its class may have another name elsewhere. */
  readonly shared: boolean;
  /** Line of the operation. */
  readonly line: number;
}

/** What a frame's function does to locks up to the line where it stands, as read in source or in facts built from it. */
export interface FrameReading {
  readonly effects: readonly LockEffect[];
  /** Locks that the function releases whatever it does and never takes. */
  readonly given: readonly LockEffect[];
  /** Line of the call, in the file that was read. */
  readonly line: number;
  /** Where that was read, for people: a file's name, a release. */
  readonly file: string;
  /** Class of the lock that a call of `(*sync.Cond).Wait` here gives back. */
  condition(): string | undefined;
  /** Class of the `sync.Once` that is called here. */
  once(): string | undefined;
  /** The line fits only perhaps: what the reading does not say may be true. */
  readonly loose?: boolean;
}

/** Finds frames in what was read. */
export interface FrameReader<Reading extends FrameReading> {
  /** `inner`: the frame it calls, when the stack shows it; `caller`: the reading of the frame that called it. */
  find(frame: StackFrame, inner: StackFrame | undefined, caller: Reading | undefined): Reading | undefined;
  /** Class of the lock that a waiter's site asks for. */
  classAt(site: StackFrame, kind: LockClass["kind"] | "unknown"): string | undefined;
  /** On which object the frame took the lock of its `effect`th effect. `readings`: those of all frames of the stack. */
  takenOn?(
    stack: Stack,
    readings: readonly (Reading | undefined)[],
    frame: number,
    effect: number,
  ): LockObject | undefined;
  /** On which object the frame, a waiter's site, asks for its lock. */
  askedOn?(stack: Stack, readings: readonly (Reading | undefined)[], frame: number): LockObject | undefined;
}
