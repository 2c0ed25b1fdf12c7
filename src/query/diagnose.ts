import { buildGraph } from "../graph/build-graph.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import { StackgraphError } from "../model/error.ts";
import type { InputFile } from "../model/input.ts";
import { parse } from "../parse/parse.ts";
import { readProcessEvidence } from "../processes/read-process-evidence.ts";
import { unpack } from "../read/unpack.ts";
import { toDiagnosis } from "./to-diagnosis.ts";

/** Options of `diagnose`. */
export interface DiagnoseOptions {
  /** False: without the lock facts that ship with the package, by what the dumps show alone. Default true. */
  readonly catalogue?: boolean;
}

/**
 * From the files of one incident to the answer: all dumps in them, found by content, and what lies beside them (process lists, busctl …).
 * @throws StackgraphError ERR_INVALID_ARGUMENT when `files` is not a list of { name, bytes }; never for what stands in a file.
 */
export async function diagnose(files: readonly InputFile[], options: DiagnoseOptions = {}): Promise<Diagnosis> {
  if (
    !Array.isArray(files) ||
    files.some((file) => typeof file?.name !== "string" || !(file.bytes instanceof Uint8Array))
  ) {
    throw new StackgraphError(
      "ERR_INVALID_ARGUMENT",
      "diagnose: files must be a list of { name: string, bytes: Uint8Array }",
    );
  }
  const unpacked = await Promise.all(files.map(unpack));
  const dumps = [];
  const others = [];
  for (const { name, bytes } of unpacked) {
    const parsed = parse(bytes, { name });
    if (parsed.dumps.length > 0) dumps.push(...parsed.dumps);
    else others.push({ name, bytes });
  }
  const evidence = readProcessEvidence(others);
  return toDiagnosis(buildGraph(dumps, { evidence, ...(options.catalogue === false && { facts: false as const }) }));
}
