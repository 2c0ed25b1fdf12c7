import type { LockFacts } from "../../facts/lock-facts.ts";
import type { FuncName, Stack } from "../../model/dump.ts";

/**
 * Frames of this sort, from `from` outward; undefined unless the source of all of them has been read. What the compiler makes of `go f(x)` is
 * printed like a function literal (up to Go 1.21: "Run.func3") and stands in no source: at the outer end of a stack it takes no lock.
 */
export function framesRead(
  facts: LockFacts,
  stack: Stack,
  from: number,
  isMeant: (func: FuncName) => boolean,
): readonly number[] | undefined {
  const read = facts.covers?.(stack);
  if (!read) return undefined;
  const { frames, createdBy } = stack;
  const meant = frames.flatMap(({ func, location }, frame) =>
    frame >= from && location && isMeant(func) ? [{ frame, func }] : [],
  );
  const last = meant.at(-1);
  const creator = createdBy?.func;
  if (
    last &&
    creator &&
    last.func.closure !== "" &&
    last.func.name === creator.name &&
    last.func.package === creator.package
  )
    meant.pop();
  const all = meant.every(({ frame }) => read.includes(frame));
  return all ? meant.map(({ frame }) => frame) : undefined;
}
