import type { ReleaseCatalogue } from "../facts/releases/release-catalogue.ts";
import type { GoSource } from "../facts/source/source-facts.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import type { InputFile } from "../model/input.ts";
import { graphOfFiles } from "./graph-of-files.ts";
import { toDiagnosis } from "./to-diagnosis.ts";

/** Options of `diagnose`. */
export interface DiagnoseOptions {
  /** False: without the lock facts that ship with the package, by what the dumps show alone. Default true. */
  readonly catalogue?: boolean;
  /** Facts of the releases of your own programs, as `readCatalogue` gives them; those that ship are used besides. */
  readonly releases?: readonly ReleaseCatalogue[];
  /** Go source of the programs that the dumps come from: `goSource` of "stackgraph/node", or files and a parser of your own. */
  readonly source?: GoSource;
}

/**
 * From the files of one incident to the answer: all dumps in them, found by content, and what lies beside them (process lists, busctl …).
 * @throws StackgraphError ERR_INVALID_ARGUMENT when `files` is not a list of { name, bytes }; never for what stands in a file.
 */
export async function diagnose(files: readonly InputFile[], options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { catalogue, releases, source } = options;
  return toDiagnosis(
    await graphOfFiles(files, {
      crowds: true,
      ...(catalogue === false && { facts: false }),
      ...(releases && { releases }),
      ...(source && { source }),
    }),
  );
}
