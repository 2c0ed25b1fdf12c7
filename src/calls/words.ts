import type { Arg, Goroutine } from "../model/dump.ts";

/**
 * The arguments of a frame as machine words in order, aggregates flattened, so that positions are the same for Go's old (stack) and new
 * (register) calling convention. Values that cannot be trusted are undefined; the list ends where the runtime stopped printing.
 */
export function words(goroutine: Goroutine, frame: number): readonly (string | undefined)[] {
  const out: (string | undefined)[] = [];
  flatten(goroutine.args(frame), out);
  return out;
}

/** Returns false when the rest is elided. */
function flatten(args: readonly Arg[], out: (string | undefined)[]): boolean {
  for (const arg of args) {
    if (arg.kind === "elided") return false;
    if (arg.kind === "aggregate") {
      if (!flatten(arg.items, out)) return false;
    } else out.push(arg.kind === "word" && !arg.stale ? arg.value : undefined);
  }
  return true;
}
