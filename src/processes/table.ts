/** One kind of column of a command's printed table: which titles it goes by and what its values look like. */
export interface ColumnRule {
  readonly titles: readonly string[];
  /** Regular expression source of one value. */
  readonly value: string;
  /** Values may hold spaces: the column takes what the columns around it leave. */
  readonly free?: true;
}

/** The columns of one printed table, read from its header row. */
export interface TableHeader {
  readonly titles: readonly string[];
  readonly row: RegExp;
}

/** A row of a printed table with the line it stands on, 1-based. */
export interface TableRow {
  readonly line: number;
  /** The value of the last column that has one of these titles (ps prints "COMMAND" over both comm and args). */
  cell(...titles: readonly string[]): string | undefined;
}

/**
 * Reads a header row: every word must be the title of a known column, so a line of prose or another command's table is not taken for one.
 * Returns undefined for any other line.
 */
export function readHeader(
  line: string,
  columns: readonly ColumnRule[],
  required: readonly (readonly string[])[],
): TableHeader | undefined {
  const titles = line.split(/\s+/).filter((word) => word !== "");
  if (!required.every((group) => group.some((title) => titles.includes(title)))) return undefined;
  const cells: string[] = [];
  for (const [position, title] of titles.entries()) {
    const column = columns.find((rule) => rule.titles.includes(title));
    if (column === undefined) return undefined;
    const last = position === titles.length - 1;
    // Only a last free column keeps what stands in front of its text: there the art of `ps --forest` is.
    cells.push(column.free ? (last ? "(.*)" : "(\\S.*?)") : `(${column.value})`);
  }
  return { titles, row: new RegExp(`^\\s*${cells.join("\\s+")}\\s*$`) };
}

/** Reads one row below a header; undefined when a value does not look like its column's. */
export function readRow(header: TableHeader, text: string, line: number): TableRow | undefined {
  const match = header.row.exec(text);
  if (match === null) return undefined;
  return {
    line,
    cell(...titles) {
      const at = header.titles.findLastIndex((title) => titles.includes(title));
      return at < 0 ? undefined : match[at + 1]?.trim();
    },
  };
}
