import { buildGraph } from "../graph/build-graph.ts";
import type { StackGraph } from "../graph/types.ts";
import type { InputFile } from "../model/input.ts";
import { parse } from "../parse/parse.ts";
import { readProcessEvidence } from "../processes/read-process-evidence.ts";
import { unpack } from "../read/unpack.ts";

/** The graph of an incident's files: for the commands that show more than the diagnosis holds. */
export async function readGraph(files: readonly InputFile[]): Promise<StackGraph> {
  const unpacked = await Promise.all(files.map(unpack));
  const parsed = unpacked.map(({ name, bytes }) => ({ name, bytes, dumps: parse(bytes, { name }).dumps }));
  const evidence = readProcessEvidence(parsed.filter(({ dumps }) => dumps.length === 0));
  return buildGraph(
    parsed.flatMap(({ dumps }) => dumps),
    { evidence },
  );
}
