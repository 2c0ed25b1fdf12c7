/** One file of an incident. */
export interface InputFile {
  /** For messages and for `file` in results. For a file found in a folder: its path inside that folder, with slashes; else the path as given. */
  readonly name: string;
  readonly bytes: Uint8Array;
}
