import { buildGraph, type GraphOptions } from "../graph/build-graph.ts";
import type { StackGraph } from "../graph/types.ts";
import { StackgraphError } from "../model/error.ts";
import type { InputFile } from "../model/input.ts";
import { parseFile } from "../parse/parse-file.ts";
import { readProcessEvidence } from "../processes/read-process-evidence.ts";
import { unpack } from "../read/archives/unpack.ts";

/**
 * From the files of one incident to the graph: all dumps in them, found by content, and what lies beside them (process lists, busctl …).
 * @throws StackgraphError ERR_INVALID_ARGUMENT when `files` is not a list of { name, bytes }; never for what stands in a file.
 */
export async function graphOfFiles(
  files: readonly InputFile[],
  options: Omit<GraphOptions, "evidence"> = {},
): Promise<StackGraph> {
  if (
    !Array.isArray(files) ||
    files.some((file) => typeof file?.name !== "string" || !(file.bytes instanceof Uint8Array))
  ) {
    throw new StackgraphError("ERR_INVALID_ARGUMENT", "files must be a list of { name: string, bytes: Uint8Array }");
  }
  const parsed = [];
  for (const file of files) {
    for (const { name, bytes, ...origin } of await unpack(file))
      parsed.push({ name, bytes, dumps: (await parseFile(bytes, { name, origin })).dumps });
  }
  const evidence = readProcessEvidence(
    parsed.map(({ name, bytes, dumps }) => ({ name, bytes, taken: dumps.map(({ lines }) => lines) })),
  );
  return buildGraph(
    parsed.flatMap(({ dumps }) => dumps),
    { ...options, evidence },
  );
}
