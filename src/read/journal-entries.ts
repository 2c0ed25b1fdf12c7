import { Entries } from "./entries.ts";
import type { EntryFields } from "./entry.ts";
import { countLineFeeds } from "./find-bytes.ts";
import type { TextBuilder } from "./text-builder.ts";
import { decode } from "./utf8.ts";

const FEED = 10;
const SPACE = 0x20;
const EQUALS = 0x3d;
const LONGEST_NAME = 64;
/** Blanks before a field of the verbose format. */
const INDENTATION = 4;

/** The first lines of journalctl's formats of one field a line. */
const EXPORT_START = /^__CURSOR=/;
const VERBOSE_START = /^[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? \S+ \[s=/;
const VERBOSE_TIME = /^[A-Z][a-z]{2} (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) (UTC|GMT)?/;

export function journalFormat(bytes: Uint8Array): "export" | "verbose" | undefined {
  const start = decode(bytes, 0, Math.min(bytes.length, 200));
  return EXPORT_START.test(start) ? "export" : VERBOSE_START.test(start) ? "verbose" : undefined;
}

/** Entries that have a field a line: `readEntry` goes to the end of one. */
abstract class JournalEntries extends Entries {
  /** Filled while `fieldsAt` reads an entry. */
  protected fields: Record<string, string> | undefined;

  constructor(bytes: Uint8Array) {
    super(bytes, "MESSAGE");
  }

  /** Goes behind the entry that begins here. */
  protected abstract readEntry(): void;

  next(): boolean {
    if (this.at >= this.bytes.length) return false;
    this.beginEntry();
    this.readEntry();
    return true;
  }

  appendMessage(builder: TextBuilder): void {
    const { message, messageEnd, further, line } = this.marks;
    builder.appendLines(this.view, message, messageEnd, line);
    for (let index = 0; index < further.length; index += 2) {
      const origin = line + 1 + index / 2;
      builder.endLine(origin - 1);
      builder.appendLines(this.view, further[index] as number, further[index + 1] as number, origin);
    }
  }

  fieldsAt(start: number): EntryFields {
    this.at = start;
    this.beginEntry();
    this.fields = {};
    this.readEntry();
    return this.fields;
  }

  private beginEntry(): void {
    this.marks.begin(this.at);
    this.places = [];
  }

  protected take(name: number, nameEnd: number, end: number, start: number = nameEnd + 1): boolean {
    const { bytes, fields, places } = this;
    if (fields) fields[decode(bytes, name, nameEnd)] = decode(bytes, start, end);
    const use = this.marks.take(name, nameEnd, start, end, this.line);
    const isMessage = use === "message";
    if (use === undefined || isMessage) places.push({ start, end, value: "line", isMessage });
    return isMessage;
  }

  protected lineEnd(): number {
    const feed = this.bytes.indexOf(FEED, this.at);
    return feed < 0 ? this.bytes.length : feed;
  }

  /** Where the equals sign of a field's line stands, -1 for none. */
  protected equals(from: number, end: number): number {
    const limit = Math.min(end, from + LONGEST_NAME);
    for (let at = from; at < limit; at++) if (this.bytes[at] === EQUALS) return at;
    return -1;
  }
}

/** Entries of journalctl -o export: "KEY=value" lines up to an empty one; a value that is no plain text as its size (64 bit, little-endian) and bytes. */
export class ExportEntries extends JournalEntries {
  protected readEntry(): void {
    const { bytes } = this;
    while (this.at < bytes.length) {
      const { at } = this;
      const end = this.lineEnd();
      const equals = this.equals(at, end);
      if (end === at || equals >= 0) {
        if (end > at) this.take(at, equals, end);
        this.at = end + 1;
        this.line++;
        if (end === at) return;
        continue;
      }
      const start = end + 9;
      const next = Math.min(start + sizeAt(bytes, end + 1), bytes.length);
      const line = this.line;
      this.line += 1 + countLineFeeds(bytes, end + 1, start);
      this.take(at, end, next, start);
      this.places = [];
      this.line = line + countLineFeeds(bytes, at, next + 1);
      this.at = next + 1;
    }
  }
}

/** A size beyond the text is damage: nothing is skipped. */
function sizeAt(bytes: Uint8Array, at: number): number {
  let size = 0;
  for (let index = 7; index >= 0; index--) size = size * 256 + (bytes[at + index] ?? 0);
  return size <= bytes.length - at - 8 ? size : 0;
}

/** Entries of journalctl -o verbose: a line with the time, then indented "KEY=value" lines; further lines of a value are indented to the value. */
export class VerboseEntries extends JournalEntries {
  protected readEntry(): void {
    const { bytes, marks } = this;
    let indentation = 0;
    let inMessage = false;
    for (let isFirst = true; this.at < bytes.length; isFirst = false) {
      const { at } = this;
      const end = this.lineEnd();
      const blanks = this.blanks(end);
      const equals = blanks === INDENTATION ? this.equals(at + INDENTATION, end) : -1;
      if (equals >= 0) {
        indentation = equals + 1 - at;
        inMessage = this.take(at + INDENTATION, equals, end);
      } else if (indentation > 0 && blanks >= indentation) {
        this.places = [];
        if (inMessage) marks.further.push(at + indentation, end);
      } else if (!isFirst) return;
      else {
        this.places.push({ start: at, end, value: "line", isMessage: false });
        if (this.fields) this.takeTime(decode(bytes, at, end));
      }
      this.at = end + 1;
      this.line++;
    }
  }

  private blanks(end: number): number {
    let blanks = 0;
    while (this.at + blanks < end && this.bytes[this.at + blanks] === SPACE) blanks++;
    return blanks;
  }

  private takeTime(text: string): void {
    const [, day, clock, zone] = VERBOSE_TIME.exec(text) ?? [];
    if (this.fields && day) this.fields["timestamp"] = `${day}T${clock}${zone ? "Z" : ""}`;
  }
}
