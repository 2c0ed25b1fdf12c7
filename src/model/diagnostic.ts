/** Something wrong or noteworthy in an input: a value, never an exception. */
export interface Diagnostic {
  /** Stable identifier, e.g. "damaged-header", "cut-off". */
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  /** One sentence for a person. */
  readonly message: string;
  readonly file: string;
  /** Physical line of the input file, 1-based. */
  readonly line: number;
  /** 1-based column in bytes of that line, when a place in the line is meant. */
  readonly column?: number;
  /** The line itself, for the excerpt under the message. */
  readonly excerpt?: string;
}
