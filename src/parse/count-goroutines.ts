import type { Dump } from "../model/dump.ts";

/** The goroutines of all these dumps. */
export function countGoroutines(dumps: readonly Dump[]): number {
  return dumps.reduce((sum, { goroutines }) => sum + goroutines.length, 0);
}
