import type { EntryFields } from "./entry.ts";
import type { EntryMarks } from "./entry-marks.ts";
import type { TextBuilder } from "./text-builder.ts";

/** Reads the entries of a log in their order. */
export interface EntryReader {
  readonly marks: EntryMarks;
  /** Goes to the next entry, which `marks` shows; false at the end. */
  next(): boolean;
  /** Appends the entry's message to a text. */
  appendMessage(builder: TextBuilder): void;
  /** All fields of the entry that begins at a byte. Not for a reader that goes from entry to entry. */
  fieldsAt(start: number): EntryFields;
}
