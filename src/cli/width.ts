import type { Io } from "./io.ts";

/** Columns of the page: the terminal's, within what can be read; 80 when it is not known. */
export function pageWidth({ columns, env }: Pick<Io, "columns" | "env">): number {
  const width = columns ?? Number.parseInt(env["COLUMNS"] ?? "", 10);
  return Number.isInteger(width) && width > 0 ? Math.min(160, Math.max(40, width)) : 80;
}
