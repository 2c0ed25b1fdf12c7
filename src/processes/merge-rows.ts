import type { ProcessRow } from "../model/process.ts";

/**
 * One row per process out of several lists: what one list leaves out another may print. The longer command line wins, because `ps` cuts
 * it at the width of the terminal; the row keeps the place of the list that printed it.
 */
export function mergeRows(rows: readonly ProcessRow[]): readonly ProcessRow[] {
  const merged = new Map<number, ProcessRow>();
  for (const row of rows) {
    const before = merged.get(row.pid);
    if (before === undefined) {
      merged.set(row.pid, row);
      continue;
    }
    const [more, less] = row.commandLine.length > before.commandLine.length ? [row, before] : [before, row];
    merged.set(row.pid, { ...less, ...more });
  }
  return [...merged.values()];
}
