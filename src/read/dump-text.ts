import type { Envelope } from "../model/dump.ts";

/** The text of one or more dumps, out of its envelopes. */
export interface DumpText {
  /** Name of the file it stands in. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Physical line of its first byte, 1-based. */
  readonly line: number;
  /** All of it stood, with escaped line breaks, in one line of the file. */
  readonly escaped: boolean;
  /** The text ends where the dump ends, as its envelope says; else anything may follow the dump. */
  readonly closed: boolean;
  /** Its end marker is missing. */
  readonly cut: boolean;
  /** What stands around its first line. */
  readonly envelope: Envelope;
  /** Physical line of the file for a line of the text, both 1-based; absent where the lines follow each other as in the file. */
  readonly lineAt?: (line: number) => number;
  /** What stands around a line of the text, where that is another one for each line. */
  readonly envelopeAt?: (line: number) => Envelope;
}
