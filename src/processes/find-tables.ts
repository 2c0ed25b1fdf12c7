import type { Diagnostic } from "../model/diagnostic.ts";
import { type ColumnRule, readHeader, readRow, type TableHeader, type TableRow } from "./table.ts";

/** A text file of evidence, split into lines. What something else has read already is one empty line. */
export interface EvidenceFile {
  readonly name: string;
  readonly lines: readonly string[];
  /** The line in the file, 1-based, of an entry of `lines`. */
  numberOf(index: number): number;
}

/** A table found in a file, and what could not be read of it. */
export interface FoundTable {
  readonly rows: readonly TableRow[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds every table with such a header in a file. A table ends at an empty line, at the next header and at the end of the file; a line
 * between two rows that is no row gives a diagnostic, lines after the last row (a shell prompt) do not.
 */
export function findTables(
  file: EvidenceFile,
  columns: readonly ColumnRule[],
  required: readonly (readonly string[])[],
): readonly FoundTable[] {
  const tables: { rows: TableRow[]; diagnostics: Diagnostic[] }[] = [];
  let header: TableHeader | undefined;
  let unread: Diagnostic[] = [];
  for (const [index, text] of file.lines.entries()) {
    const next = readHeader(text, columns, required);
    if (next !== undefined) {
      header = next;
      unread = [];
      tables.push({ rows: [], diagnostics: [] });
      continue;
    }
    if (text.trim() === "") header = undefined;
    const table = tables.at(-1);
    if (header === undefined || table === undefined) continue;
    const row = readRow(header, text, file.numberOf(index));
    if (row === undefined) {
      unread.push(unreadableRow(file.name, file.numberOf(index), text));
      continue;
    }
    table.rows.push(row);
    table.diagnostics.push(...unread);
    unread = [];
  }
  return tables.filter((table) => table.rows.length > 0);
}

function unreadableRow(file: string, line: number, excerpt: string): Diagnostic {
  const message = "This line does not fit the columns of the table around it and was left out.";
  return { code: "unreadable-row", severity: "warning", message, file, line, excerpt };
}
