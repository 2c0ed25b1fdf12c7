import { loadReleases } from "../facts/releases/shipped.ts";
import { buildGraph, type GraphOptions } from "../graph/build-graph.ts";
import type { StackGraph } from "../graph/types.ts";
import type { Dump } from "../model/dump.ts";
import { StackgraphError } from "../model/error.ts";
import type { InputFile } from "../model/input.ts";
import type { EvidenceInput } from "../processes/evidence-text.ts";
import { readProcessEvidence } from "../processes/read-process-evidence.ts";
import { parseFiles } from "./parse-files.ts";

/** Larger files are kept in memory only when something stands in them. */
const SMALL = 1 << 20;

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
  const dumps: Dump[] = [];
  const beside: EvidenceInput[] = [];
  for await (const { name, bytes, dumps: found } of parseFiles(files, options.onProgress)) {
    dumps.push(...found);
    const input = { name, bytes, taken: found.map(({ lines }) => lines) };
    if (found.length > 0 || bytes.length <= SMALL || isEvidence(input)) beside.push(input);
  }
  const releases = [...(options.releases ?? []), ...(options.facts === false ? [] : await loadReleases(dumps))];
  return buildGraph(dumps, { ...options, releases, evidence: readProcessEvidence(beside) });
}

function isEvidence(input: EvidenceInput): boolean {
  const { recognised, signs, diagnostics } = readProcessEvidence([input]);
  return recognised.length + (signs?.length ?? 0) + diagnostics.length > 0;
}
