import { StackgraphError } from "../model/error.ts";
import type { InputFile } from "../model/input.ts";
import type { Incident, InputProblem } from "../node/incident.ts";
import { collect, LARGEST_INPUT, tooLarge } from "../node/read-file.ts";
import { readIncident } from "../node/read-incident.ts";
import { type FileWithoutDump, listDumps } from "../query/list-dumps.ts";
import { isPacked } from "../read/archives/unpack.ts";
import { nearestTo } from "../read/nearest.ts";
import type { Io } from "./io.ts";

/** The name of what comes through stdin, in results and messages. */
const stdinName = "stdin";

/** Reads what the command line names: files, folders, and "-" for stdin. */
export async function gather(paths: readonly string[], io: Io): Promise<Incident> {
  const rest = paths.filter((path) => path !== "-");
  const onProgress = io.progress?.report;
  const options = onProgress ? { onProgress } : {};
  if (rest.length === paths.length) return readIncident(paths, options);
  const input = await readStdin(io);
  const isFile = "bytes" in input;
  if (rest.length === 0 && !isFile) throw new StackgraphError("ERR_UNREADABLE_INPUT", input.message);
  const others = rest.length > 0 ? await readIncident(rest, options) : { files: [], problems: [] };
  return {
    files: isFile ? [input, ...others.files] : others.files,
    problems: isFile ? others.problems : [input, ...others.problems],
  };
}

async function readStdin({ stdin, progress }: Io): Promise<InputFile | InputProblem> {
  const bytes = await collect(stdin, LARGEST_INPUT, (done) =>
    progress?.report({ stage: "reading", done, goroutines: 0 }),
  );
  if (!bytes) return tooLarge(stdinName);
  if (bytes.length === 0) return { code: "empty", name: stdinName, message: `${stdinName}: nothing came through it.` };
  return { name: stdinName, bytes };
}

/** The error for inputs of which none holds a dump: one sentence for a file, one for all files of a folder, one for each damaged archive. */
export async function noDump(
  paths: readonly string[],
  files: readonly InputFile[],
  problems: readonly InputProblem[],
): Promise<StackgraphError> {
  const sentences = problems.map(({ message }) => message);
  const packed = (await listDumps(files.filter(({ bytes }) => isPacked(bytes)))).others;
  for (const path of paths) {
    const file = files.find(({ name }) => name === (path === "-" ? stdinName : path));
    if (file) sentences.push(withoutDump(file, packed));
    else if (!problems.some(({ name }) => name === path))
      sentences.push(`${path}: no file in it holds a goroutine dump.`);
  }
  for (const { file, warnings } of packed)
    if (!paths.includes(file)) sentences.push(...warnings.map((warning) => `${file}: ${warning}`));
  return new StackgraphError("ERR_NO_DUMP", sentences.join("\n"));
}

function withoutDump(file: InputFile, packed: readonly FileWithoutDump[]): string {
  const nearest = nearestIn(file, packed);
  const warnings = packed.find((inside) => inside.file === file.name)?.warnings ?? [];
  return [`${file.name}: no goroutine dump in it${nearest ? ` (${nearest})` : ""}.`, ...warnings].join(" ");
}

function nearestIn({ name, bytes }: InputFile, packed: readonly FileWithoutDump[]): string | undefined {
  if (!isPacked(bytes)) return nearestTo(bytes);
  const inside = packed.find(({ file }) => file === name);
  return inside ? inside.nearest : "`stackgraph dumps` lists what is";
}
