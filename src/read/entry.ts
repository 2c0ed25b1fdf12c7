/** A log's entry: the fields as texts. */
export interface Entry {
  /** Line of the text in which its message begins, 1-based. */
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}
