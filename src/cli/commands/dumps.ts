import type { Command } from "commander";
import { listDumps } from "../../query/list-dumps.ts";
import { renderDumps } from "../../view/dumps.ts";
import type { ColorChoice } from "../color.ts";
import { emit } from "../emit.ts";
import { exitCode } from "../exit-code.ts";
import { printOptions, readGiven, tellProblems } from "../given.ts";
import type { Io } from "../io.ts";

interface DumpsOptions {
  readonly format: "text" | "json";
  readonly color: ColorChoice;
  readonly output?: string;
}

/** `stackgraph dumps PATH…` */
export async function dumpsCommand(
  given: readonly string[],
  { format, color, output }: DumpsOptions,
  io: Io,
  command: Command,
): Promise<number> {
  const input = await readGiven(given, io, command);
  if (!input) return exitCode.usage;
  const listing = await listDumps(input.files);
  tellProblems(input.problems, io);
  const text =
    format === "json" ? `${JSON.stringify(listing, null, 2)}\n` : renderDumps(listing, printOptions(color, output, io));
  await emit([text], output, io);
  return listing.dumps.length > 0 ? exitCode.nothingWrong : exitCode.unusableInput;
}
