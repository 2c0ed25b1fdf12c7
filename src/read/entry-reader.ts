import type { EntryFields } from "./entry.ts";
import type { EntryMarks } from "./entry-marks.ts";
import type { EntryTemplate } from "./entry-template.ts";
import type { TextBuilder } from "./text-builder.ts";

/** Reads the entries of a log in their order. */
export interface EntryReader {
  readonly marks: EntryMarks;
  /** Where the next entry is looked for, and in which line. */
  readonly at: number;
  readonly line: number;
  /** Goes to the next entry, which `marks` shows; false at the end. */
  next(): boolean;
  /** What may be like the entry it stands on; undefined when its message is no plain text. */
  template(): EntryTemplate | undefined;
  /** Goes to the next entry if that is like another one, and appends its message; only its place and line are in `marks`. */
  nextAlike(template: EntryTemplate, builder: TextBuilder): boolean;
  /** Appends the entry's message to a text. */
  appendMessage(builder: TextBuilder): void;
  /** All fields of the entry that begins at a byte. Not for a reader that goes from entry to entry. */
  fieldsAt(start: number): EntryFields;
}
