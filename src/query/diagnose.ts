import type { ReleaseCatalogue } from "../facts/releases/release-catalogue.ts";
import type { GoSource } from "../facts/source/source-facts.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import type { InputFile } from "../model/input.ts";
import type { OnProgress } from "../model/progress.ts";
import { countGoroutines } from "../parse/count-goroutines.ts";
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
  /** Is told the progress: before each file is parsed, before the goroutines of each dump are linked, and before the answer is made of all. */
  readonly onProgress?: OnProgress;
}

/**
 * From the files of one incident to the answer: all dumps in them, found by content, and what lies beside them (process lists, busctl …).
 * @throws StackgraphError ERR_INVALID_ARGUMENT when `files` is not a list of { name, bytes }; never for what stands in a file.
 */
export async function diagnose(files: readonly InputFile[], options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { catalogue, releases, source, onProgress } = options;
  const graph = await graphOfFiles(files, {
    crowds: true,
    ...(catalogue === false && { facts: false }),
    ...(releases && { releases }),
    ...(source && { source }),
    ...(onProgress && { onProgress }),
  });
  const goroutines = countGoroutines(graph.getAttribute("dumps").map(({ dump }) => dump));
  onProgress?.({ stage: "explaining", done: 0, total: goroutines, goroutines });
  return toDiagnosis(graph);
}
