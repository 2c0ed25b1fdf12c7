import type { InputFile } from "../../model/input.ts";
import { parseFiles } from "../../query/parse-files.ts";
import { type FileAccount, isDamaged, renderCheck } from "../../view/check.ts";
import { emit } from "../emit.ts";
import { exitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";

/** `stackgraph parse --check`: what became of the lines of each file that holds a dump. Undefined when none does. */
export async function checkFiles(
  files: readonly InputFile[],
  output: string | undefined,
  io: Io,
): Promise<number | undefined> {
  const accounts: FileAccount[] = [];
  for await (const { name, dumps, diagnostics, headers, headless, skippedLines } of parseFiles(
    files,
    io.progress?.report,
  )) {
    const goroutines = dumps.reduce((sum, dump) => sum + dump.goroutines.length, 0);
    if (dumps.length > 0)
      accounts.push({ diagnostics, headers, headless, skippedLines, file: name, goroutines, dumps: dumps.length });
  }
  if (accounts.length === 0) return undefined;
  await emit([renderCheck(accounts)], output, io);
  return accounts.some(isDamaged) ? exitCode.blocked : exitCode.nothingWrong;
}
