import type { Dump } from "../model/dump.ts";
import { findPointers } from "../parse/find-pointers.ts";

/** In which goroutines the pointers of interest stand. */
export interface PointerIndex {
  /** Positions in the dump of the goroutines that show the pointer as a trusted value of an argument, ascending. */
  goroutinesWith(pointer: string): readonly number[];
}

/** One pass over the dump's arguments for all pointers of interest. */
export function indexPointers(dump: Dump, wanted: ReadonlySet<string>): PointerIndex {
  const found = wanted.size > 0 ? findPointers(dump, wanted) : new Map<string, readonly number[]>();
  return { goroutinesWith: (pointer) => found.get(pointer) ?? [] };
}
