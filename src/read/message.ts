/** A message of the record, and where the rest of the record stands. */
export interface Message {
  readonly bytes: Uint8Array;
  readonly cut: boolean;
  /** Line breaks up to the record's end. */
  readonly breaks: number;
  readonly suffixStart: number;
  readonly suffixEnd: number;
}
