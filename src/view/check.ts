import type { Diagnostic } from "../model/diagnostic.ts";
import { clean } from "./layout/clean.ts";

/** What became of every line of a file. */
export interface FileAccount {
  readonly file: string;
  /** Lines that begin a goroutine. */
  readonly headers: number;
  /** Stacks without such a line. */
  readonly headless: number;
  readonly goroutines: number;
  /** Lines that belong to no goroutine. */
  readonly skippedLines: number;
  readonly dumps: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Something in the file could not be read, or a goroutine was lost. Remarks (severity "info") are no damage. */
export function isDamaged({ headers, headless, goroutines, diagnostics }: FileAccount): boolean {
  return headers + headless !== goroutines || diagnostics.some(({ severity }) => severity !== "info");
}

/** The accounts as text, each diagnostic with its line and a caret under the place. No line of it is longer than the excerpts. */
export function renderCheck(accounts: readonly FileAccount[]): string {
  return accounts
    .map((account) => `${[...numbers(account), ...account.diagnostics.flatMap(printed)].join("\n")}\n`)
    .join("\n");
}

function numbers(account: FileAccount): string[] {
  const { file, headers, headless, goroutines, skippedLines, dumps } = account;
  return [
    clean(file),
    `  headers seen          ${headers}`,
    ...(headless > 0 ? [`  stacks without header ${headless}`] : []),
    `  goroutines returned   ${goroutines}`,
    `  other lines           ${skippedLines}`,
    `  dumps                 ${dumps}`,
    isDamaged(account) ? "  damaged" : "  nothing is damaged",
  ];
}

function printed({ file, line, column, message, code, excerpt }: Diagnostic): string[] {
  const place = [clean(file), line, column ?? []].flat().join(":");
  if (excerpt === undefined) return ["", `${place}: ${message} [${code}]`];
  // Counted in bytes, and in what `clean` makes of them: a tab takes four places.
  const before = new TextDecoder().decode(new TextEncoder().encode(excerpt).subarray(0, (column ?? 1) - 1));
  return ["", `${place}: ${message} [${code}]`, `  ${clean(excerpt)}`, `  ${" ".repeat(clean(before).length)}^`];
}
