import { countLineFeeds } from "./find-bytes.ts";

/** What an envelope says: names and values, in order. */
export type Fields = readonly (readonly [key: string, value: string])[];

/** A text that an envelope held, or the file itself. */
export interface SourceText {
  readonly bytes: Uint8Array;
  /** Kinds of the envelopes around it, outermost first; empty for the file itself. */
  readonly layers: readonly string[];
  /** Its lines are those of the file. */
  readonly isFile: boolean;
  lineCount(): number;
  /** Physical line of the file for a line of this text, both 1-based. */
  lineAt(line: number): number;
  /** What the envelopes say of a line of this text, outermost first. */
  fieldsAt(line: number): Fields;
}

/** A text that stands in the file as it is. */
export function plainSource(bytes: Uint8Array): SourceText {
  return {
    bytes,
    layers: [],
    isFile: true,
    lineCount: () => countLines(bytes),
    lineAt: (line) => line,
    fieldsAt: () => [],
  };
}

/** Lines of a text, also the last one without a line break. */
export function countLines(bytes: Uint8Array): number {
  const { length } = bytes;
  return countLineFeeds(bytes, 0, length) + Number(length > 0 && bytes[length - 1] !== 10);
}
