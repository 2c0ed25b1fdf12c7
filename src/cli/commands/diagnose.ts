import type { Command } from "commander";
import type { Diagnosis } from "../../model/diagnosis.ts";
import type { InputFile } from "../../model/input.ts";
import { goSource } from "../../node/go-source.ts";
import { readProcessEvidence } from "../../processes/read-process-evidence.ts";
import { diagnose } from "../../query/diagnose.ts";
import { unpack } from "../../read/archives/unpack.ts";
import { renderJson } from "../../view/json.ts";
import { renderText } from "../../view/text.ts";
import type { ColorChoice } from "../color.ts";
import { emit } from "../emit.ts";
import { exitCode } from "../exit-code.ts";
import { fillPaths } from "../fill-paths.ts";
import { gather, noDump } from "../gather.ts";
import { printOptions } from "../given.ts";
import { type Io, tell } from "../io.ts";
import { pathsOrHelp } from "../paths.ts";
import { readCatalogueFile } from "../read-catalogue-file.ts";

interface DiagnoseOptions {
  readonly format: "text" | "json";
  readonly explain?: true;
  readonly color: ColorChoice;
  readonly output?: string;
  readonly catalogue: boolean;
  readonly source?: readonly string[];
  readonly facts?: readonly string[];
}

/** `stackgraph [diagnose] PATH…` */
export async function diagnoseCommand(
  given: readonly string[],
  options: DiagnoseOptions,
  io: Io,
  command: Command,
): Promise<number> {
  const paths = pathsOrHelp(given, io, command);
  if (!paths) return exitCode.usage;
  const { files, problems } = await gather(paths, io);
  const source = options.source && (await goSource(options.source));
  const releases = options.facts?.map(readCatalogueFile);
  const diagnosis = await diagnose(files, {
    catalogue: options.catalogue,
    ...(io.progress && { onProgress: io.progress.report }),
    ...(source && { source }),
    ...(releases && { releases }),
  });
  if (diagnosis.dumps.length === 0) throw await noDump(paths, files, problems);
  const unused = (await unusedFiles(diagnosis, files, paths)).map(
    (name) => `${name}: no goroutine dump in it; it was not used.`,
  );
  for (const message of [...problems.map((problem) => problem.message), ...unused]) tell(io, message);
  const filled = fillPaths(diagnosis, paths);
  const text =
    options.format === "json"
      ? renderJson(filled)
      : renderText(filled, {
          ...printOptions(options.color, options.output, io),
          explain: options.explain === true,
        });
  await emit([text], options.output, io);
  return diagnosis.findings.some(({ severity }) => severity !== "info") ? exitCode.blocked : exitCode.nothingWrong;
}

/** Files that the user named one by one and that gave neither a dump nor evidence about processes. */
async function unusedFiles(
  { dumps }: Diagnosis,
  files: readonly InputFile[],
  paths: readonly string[],
): Promise<string[]> {
  const used = dumps.flatMap(({ file, alsoIn = [] }) => [file, ...alsoIn.map((place) => place.file)]);
  // What an archive holds is named behind its own name.
  const isUsed = ({ name }: InputFile) => used.some((file) => file === name || file.startsWith(`${name}/`));
  const unused: string[] = [];
  for (const file of files)
    if (paths.includes(file.name) && !isUsed(file) && !(await isEvidence(file))) unused.push(file.name);
  return unused;
}

async function isEvidence(file: InputFile): Promise<boolean> {
  for await (const { name, bytes } of unpack(file))
    if (readProcessEvidence([{ name, bytes }]).recognised.length > 0) return true;
  return false;
}
