import type { Envelope } from "../model/dump.ts";

/** The text of one or more dumps, out of its envelope. */
export interface DumpText {
  /** Name of the file it stands in. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Physical line of its first byte, 1-based. */
  readonly line: number;
  /** All of it stood, with escaped line breaks, in that one physical line. */
  readonly escaped: boolean;
  /** The text ends where the dump ends, as its envelope says; else anything may follow the dump. */
  readonly closed: boolean;
  /** Its end marker is missing. */
  readonly cut: boolean;
  readonly envelope: Envelope;
}
