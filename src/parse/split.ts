import { IdIndex } from "./id-index.ts";
import type { Rows } from "./rows.ts";

/** Rows of one dump: from … to - 1. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** No log holds more; a hostile text of ten million headers with one id must not become ten million dumps. */
const MOST_DUMPS = 100_000;

/**
 * Splits the goroutines of a text into dumps: where an id repeats, a new dump has begun, at the latest goroutine that can be the first
 * one of a dump and stands behind the id's first place. Without such a goroutine the repeated id is a `duplicate`.
 *
 * @param canBegin Whether a dump can begin at a row: the goroutine is running (it took the dump), or a crash message stands before it.
 * @param mayRepeat Whether a row may repeat an id: the parts that a crash prints for each thread.
 */
export function splitDumps(
  rows: Rows,
  canBegin: (row: number) => boolean,
  mayRepeat: (row: number) => boolean,
): { readonly spans: readonly Span[]; readonly duplicates: readonly number[] } {
  const spans: Span[] = [];
  const duplicates: number[] = [];
  const seen = new IdIndex(rows.columns.id, rows.length);
  let from = 0;
  let latest = 0;
  for (let row = 0; row < rows.length; row++) {
    if (canBegin(row)) latest = row;
    const id = rows.columns.id[row] as number;
    const first = seen.replace(row);
    if (id > 0 && id <= Number.MAX_SAFE_INTEGER && first >= from && !mayRepeat(row)) {
      if (latest > first && spans.length < MOST_DUMPS) {
        spans.push({ from, to: latest });
        from = latest;
      } else duplicates.push(row);
    }
  }
  if (rows.length > from) spans.push({ from, to: rows.length });
  return { spans, duplicates };
}
