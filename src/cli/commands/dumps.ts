import type { Command } from "commander";
import { listDumps } from "../../query/list-dumps.ts";
import { renderDumps } from "../../view/dumps.ts";
import { type ColorChoice, wantsColor } from "../color.ts";
import { emit } from "../emit.ts";
import { exitCode } from "../exit-code.ts";
import { gather } from "../gather.ts";
import type { Io } from "../io.ts";
import { pathsOrHelp } from "../paths.ts";
import { pageWidth } from "../width.ts";

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
  const paths = pathsOrHelp(given, io, command);
  if (!paths) return exitCode.usage;
  const { files, problems } = await gather(paths, io);
  const listing = await listDumps(files);
  for (const { message } of problems) io.stderr.write(`stackgraph: ${message}\n`);
  const isColored = wantsColor(color, output === undefined ? io : { ...io, isTTY: false });
  const text =
    format === "json"
      ? `${JSON.stringify(listing, null, 2)}\n`
      : renderDumps(listing, { color: isColored, width: pageWidth(io) });
  await emit([text], output, io);
  return listing.dumps.length > 0 ? exitCode.nothingWrong : exitCode.unusableInput;
}
