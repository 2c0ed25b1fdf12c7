import type { InputFile } from "../model/input.ts";

/** Why a file or folder is not among the files. */
export interface InputProblem {
  /** "missing", "forbidden", "empty", "too-large", "too-many", "too-deep", "unreadable" */
  readonly code: string;
  readonly name: string;
  /** One sentence that names the file. */
  readonly message: string;
}

/** What `readIncident` found. */
export interface Incident {
  readonly files: readonly InputFile[];
  readonly problems: readonly InputProblem[];
}
