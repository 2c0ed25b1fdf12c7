import type { Dump } from "../model/dump.ts";
import { findPointers } from "../parse/find-pointers.ts";
import { RARE_IN_ALL } from "./limits.ts";

/** In which goroutines the pointers of interest stand. */
export interface PointerIndex {
  /**
   * Positions in the dump of the goroutines that show the pointer as a trusted value of an argument, ascending; of one that is asked for as long as
   * it is rare no more than tell that it is not.
   */
  goroutinesWith(pointer: string): readonly number[];
}

/**
 * One pass over the dump's arguments for all pointers of interest.
 * @param rare Those of which only matters who shows them as long as hardly anybody does.
 */
export function indexPointers(dump: Dump, wanted: ReadonlySet<string>, rare: ReadonlySet<string>): PointerIndex {
  const all = new Set([...wanted, ...rare]);
  const words = new Set([...rare].filter((word) => !wanted.has(word)));
  const found = all.size > 0 ? findPointers(dump, all, { words, most: RARE_IN_ALL }) : new Map();
  return { goroutinesWith: (pointer) => found.get(pointer) ?? [] };
}
