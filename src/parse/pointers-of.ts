import type { Arg, Goroutine } from "../model/dump.ts";

/** One word of a frame's argument list. */
export interface PointerUse {
  /** Position in `goroutine.stack.frames`. */
  readonly frame: number;
  /** Position among the words of the list, aggregates flattened; 0 is the receiver of a method with a pointer receiver. */
  readonly position: number;
  /** Lower-case hex with "0x". */
  readonly value: string;
  /** Printed with `?`: never to be trusted. */
  readonly stale: boolean;
}

/** Every word that the frames of a goroutine show, innermost frame first. */
export function pointersOf(goroutine: Goroutine): PointerUse[] {
  return goroutine.stack.frames.flatMap((_, frame) =>
    flatten(goroutine.args(frame)).flatMap((arg, position) =>
      arg.kind === "word" ? [{ frame, position, value: arg.value, stale: arg.stale }] : [],
    ),
  );
}

/** The values of a list without the nesting; an unknown value keeps its place. */
function flatten(args: readonly Arg[]): Arg[] {
  return args.flatMap((arg) => (arg.kind === "aggregate" ? flatten(arg.items) : [arg]));
}
