import type { Dump } from "../model/dump.ts";
import { type Group, groupsOf } from "../parse/groups-of.ts";

/** Groups the goroutines of a dump by state and stack, largest first, then in file order. Arguments are not compared. */
export function groups(dump: Dump): Group[] {
  return [...groupsOf(dump)].sort(
    (a, b) => b.indexes.length - a.indexes.length || (a.indexes[0] ?? 0) - (b.indexes[0] ?? 0),
  );
}
