/** What an envelope says: names and values, in order. */
export type Fields = readonly (readonly [key: string, value: string])[];

/** A text that an envelope held, or the file itself. */
export interface SourceText {
  readonly bytes: Uint8Array;
  /** Kinds of the envelopes around it, outermost first; empty for the file itself. */
  readonly layers: readonly string[];
  /** Physical line of the file for a line of this text, both 1-based. */
  lineAt(line: number): number;
  /** What the envelopes say of a line of this text, outermost first. */
  fieldsAt(line: number): Fields;
}

/** A text that stands in the file as it is. */
export function plainSource(bytes: Uint8Array): SourceText {
  return { bytes, layers: [], lineAt: (line) => line, fieldsAt: () => [] };
}
