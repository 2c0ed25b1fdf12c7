import type { Command } from "commander";
import type { Crash } from "../../model/dump.ts";
import { dumpSummary } from "../../query/dump-summary.ts";
import { graphOfFiles } from "../../query/graph-of-files.ts";
import type { NamedDump } from "../../view/model-json.ts";
import { modelJson, modelNdjson } from "../../view/model-json.ts";
import { emit } from "../emit.ts";
import { exitCode } from "../exit-code.ts";
import { noDump } from "../gather.ts";
import { readGiven, tellProblems } from "../given.ts";
import type { Io } from "../io.ts";
import { checkFiles } from "./parse-check.ts";

interface ParseOptions {
  readonly format: "json" | "ndjson";
  readonly check?: boolean;
  readonly output?: string;
}

/** `stackgraph parse PATH…` */
export async function parseCommand(
  given: readonly string[],
  { format, check, output }: ParseOptions,
  io: Io,
  command: Command,
): Promise<number> {
  const input = await readGiven(given, io, command);
  if (!input) return exitCode.usage;
  const { paths, files, problems } = input;
  if (check) {
    const code = await checkFiles(files, output, io);
    if (code === undefined) throw await noDump(paths, files, problems);
    tellProblems(problems, io);
    return code;
  }
  const graph = await graphOfFiles(files, io.progress && { onProgress: io.progress.report });
  const named = graph.getAttribute("dumps");
  if (named.length === 0) throw await noDump(paths, files, problems);
  tellProblems(problems, io);
  const dumps = named.map((found): NamedDump => {
    const { goroutines: _, ...summary } = dumpSummary(found);
    const { crash, goroutines } = found.dump;
    return { summary: { ...summary, ...(crash && { crash: plainCrash(crash) }) }, goroutines };
  });
  await emit((format === "json" ? modelJson : modelNdjson)(dumps), output, io);
  return exitCode.nothingWrong;
}

function plainCrash({ messages, signal, registers, exitStatus }: Crash): NonNullable<NamedDump["summary"]["crash"]> {
  return {
    messages: [...messages],
    ...(signal !== undefined && { signal }),
    ...(registers && { registers: { ...registers } }),
    ...(exitStatus !== undefined && { exitStatus }),
  };
}
