import type { Stack } from "../model/dump.ts";

/** A primitive other than a lock: by it one goroutine tells another to go on. */
export type SignalKind = "channel" | "waitgroup" | "cond" | "semaphore";

/** What a function does with such a primitive. A channel is closed for those who receive; places of a semaphore are acquired and released. */
export type SignalAct = "send" | "receive" | "wait" | "wake" | "acquire" | "release";

/** A line of source that waits for such a primitive, or acts on it. */
export interface Signal {
  readonly kind: SignalKind;
  readonly act: SignalAct;
  /** The field or variable: "main.pool.results". */
  readonly name: string;
  /** Position in the stack of the frame that stands in the function. */
  readonly frame: number;
  /** "main.go:33" */
  readonly line: string;
}

/** What the source says of channels, WaitGroups and conditions. */
export interface SignalFacts {
  /** What the frame at a wait's site waits at; several for a select. */
  awaited(stack: Stack, site: number): readonly Signal[];
  /** What the functions of a stack have still to do when they go on: behind their line, in the loop around it, deferred. */
  pending(stack: Stack): readonly Signal[];
}
