import type { Command } from "commander";
import type { Incident, InputProblem } from "../node/incident.ts";
import type { PrintOptions } from "../view/layout/print.ts";
import { type ColorChoice, wantsColor } from "./color.ts";
import { gather } from "./gather.ts";
import { type Io, tell } from "./io.ts";
import { pathsOrHelp } from "./paths.ts";
import { pageWidth } from "./width.ts";

/** What a command was given to read. */
export interface Given extends Incident {
  readonly paths: readonly string[];
}

/** Reads what the command line names; undefined when it names nothing, and the help was shown. */
export async function readGiven(given: readonly string[], io: Io, command: Command): Promise<Given | undefined> {
  const paths = pathsOrHelp(given, io, command);
  return paths && { paths, ...(await gather(paths, io)) };
}

/** Tells what could not be read, beside the result. */
export function tellProblems(problems: readonly InputProblem[], io: Io): void {
  for (const { message } of problems) tell(io, message);
}

/** How text is printed: a file is no terminal. */
export function printOptions(color: ColorChoice, output: string | undefined, io: Io): PrintOptions {
  return { color: wantsColor(color, { env: io.env, isTTY: output === undefined && io.isTTY }), width: pageWidth(io) };
}
