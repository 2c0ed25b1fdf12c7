/** One file of an incident, as the library takes it. */
export interface InputFile {
  /** For a file found in a folder: its path inside that folder, with slashes; else the path as given. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Why a file or folder is not among the files. */
export interface InputProblem {
  /** "missing", "forbidden", "empty", "too-large", "too-many", "too-deep", "unreadable" */
  readonly code: string;
  readonly name: string;
  /** One sentence that names the file. */
  readonly message: string;
}

export interface Incident {
  readonly files: readonly InputFile[];
  readonly problems: readonly InputProblem[];
}
