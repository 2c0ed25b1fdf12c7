import type { EntryFields } from "./entry.ts";
import { EntryMarks } from "./entry-marks.ts";
import type { EntryReader } from "./entry-reader.ts";
import { type EntryPlace, EntryTemplate } from "./entry-template.ts";
import type { TextBuilder } from "./text-builder.ts";
import { viewOf } from "./words.ts";

const FEED = 10;
const SPACE = 0x20;

/** Goes from entry to entry: the part that is the same for all formats. */
export abstract class Entries implements EntryReader {
  readonly marks: EntryMarks;
  protected readonly bytes: Uint8Array;
  protected readonly view: DataView;
  /** Where the next entry begins, and in which line. */
  at = 0;
  line = 1;
  /** What of the entry may differ in the next one. */
  protected places: EntryPlace[] = [];

  constructor(bytes: Uint8Array, message: string) {
    this.bytes = bytes;
    this.view = viewOf(bytes);
    this.marks = new EntryMarks(bytes, message);
  }

  abstract next(): boolean;
  abstract appendMessage(builder: TextBuilder): void;
  abstract fieldsAt(start: number): EntryFields;

  template(): EntryTemplate | undefined {
    const { bytes, marks, at, places } = this;
    if (places.filter(({ isMessage }) => isMessage).length !== 1 || bytes[at - 1] !== FEED) return undefined;
    return new EntryTemplate(bytes, { start: marks.start, end: at, places, goesOn: marks.goesOn });
  }

  nextAlike(template: EntryTemplate, builder: TextBuilder): boolean {
    const { at, line, marks, bytes } = this;
    const end = template.read(at, line, builder);
    if (end < 0) return false;
    // The entry has more lines than the other one.
    if (bytes[end] === SPACE) {
      builder.reset();
      return false;
    }
    marks.start = at;
    marks.line = line + template.linesBefore;
    this.at = end;
    this.line = line + template.lines;
    return true;
  }
}
