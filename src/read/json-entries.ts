import type { Anchor } from "./anchor.ts";
import { type EntryFields, textOf } from "./entry.ts";
import { EntryMarks } from "./entry-marks.ts";
import type { EntryReader } from "./entry-reader.ts";
import type { TextBuilder } from "./text-builder.ts";
import { decode } from "./utf8.ts";

const TAB = 9;
const FEED = 10;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
/** Before each object: of journalctl -o json-seq (RFC 7464), and "data: " of json-sse. */
const SEPARATOR = 0x1e;
const EVENT = [..."data: "].map((letter) => letter.charCodeAt(0));

/**
 * The JSON objects of a text that begin where a line begins, in one line or (journalctl -o json-pretty) in several; other lines, and damaged
 * objects, are left out. Looks at the bytes: the names of fields, and where values end.
 */
export class JsonEntries implements EntryReader {
  readonly marks: EntryMarks;
  private readonly bytes: Uint8Array;
  private at = 0;
  private line = 1;

  constructor(bytes: Uint8Array, message: string) {
    this.bytes = bytes;
    this.marks = new EntryMarks(bytes, message);
  }

  next(): boolean {
    const { bytes } = this;
    while (this.at < bytes.length) {
      const start = objectStart(bytes, this.at);
      const { line } = this;
      const end = start < 0 ? -1 : this.object(start);
      const from = end < 0 ? this.at : end;
      if (end < 0) this.line = line;
      const feed = bytes.indexOf(FEED, from);
      this.at = feed < 0 ? bytes.length : feed + 1;
      this.line++;
      if (end >= 0 && isBlank(bytes, end, feed < 0 ? bytes.length : feed)) return true;
    }
    return false;
  }

  appendMessage(builder: TextBuilder): void {
    const { bytes, marks } = this;
    const { message: start, messageEnd: end } = marks;
    if (bytes[start] === QUOTE) builder.appendQuoted(bytes, start + 1, end - 1, marks.line);
    else builder.appendText(textOf(jsonFields(`{"m":${decode(bytes, start, end)}}`)?.["m"]) ?? "", marks.line);
  }

  fieldsAt(start: number): EntryFields {
    const end = this.object(start);
    return (end < 0 ? undefined : jsonFields(decode(this.bytes, start, end))) ?? {};
  }

  /** Behind the object, whose parts `marks` shows; -1 when there is none. */
  private object(start: number): number {
    const { bytes, marks } = this;
    marks.begin(start);
    let at = this.skipBlanks(start + 1);
    if (bytes[at] === CLOSE) return at + 1;
    for (;;) {
      const name = at + 1;
      const nameEnd = bytes[at] === QUOTE ? stringEnd(bytes, name) : -1;
      if (nameEnd < 0) return -1;
      at = this.skipBlanks(nameEnd + 1);
      if (bytes[at] !== COLON) return -1;
      const value = this.skipBlanks(at + 1);
      const { line } = this;
      at = valueEnd(bytes, value);
      if (at < 0) return -1;
      marks.take(name, nameEnd, value, at, line, 1);
      at = this.skipBlanks(at);
      if (bytes[at] === CLOSE) return at + 1;
      if (bytes[at] !== COMMA) return -1;
      at = this.skipBlanks(at + 1);
    }
  }

  private skipBlanks(from: number): number {
    const { bytes } = this;
    let at = from;
    for (let byte = bytes[at]; byte === SPACE || (byte !== undefined && byte <= 13 && byte >= 9); byte = bytes[++at])
      if (byte === FEED) this.line++;
    return at;
  }
}

/** Where the object begins whose line begins here; -1 when none does. */
function objectStart(bytes: Uint8Array, line: number): number {
  let at = line;
  if (bytes[at] === SEPARATOR) at++;
  else if (EVENT.every((byte, index) => bytes[line + index] === byte)) at += EVENT.length;
  return bytes[at] === OPEN ? at : -1;
}

/** Where the closing quote stands; -1 when the line ends before. */
function stringEnd(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  for (let at = from; at < length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
    else if (byte === FEED) return -1;
  }
  return -1;
}

/** Behind a value; -1 when it has no end. */
function valueEnd(bytes: Uint8Array, from: number): number {
  const first = bytes[from];
  if (first === QUOTE) return stringEnd(bytes, from + 1) + 1 || -1;
  if (first === OPEN || first === OPEN_LIST) return nestedEnd(bytes, from);
  let at = from;
  for (
    let byte = bytes[at];
    byte !== undefined && byte > SPACE && byte !== COMMA && byte !== CLOSE;
    byte = bytes[++at]
  );
  return at > from ? at : -1;
}

function nestedEnd(bytes: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = stringEnd(bytes, at + 1);
      if (at < 0) return -1;
    } else if (byte === OPEN || byte === OPEN_LIST) depth++;
    else if ((byte === CLOSE || byte === CLOSE_LIST) && --depth === 0) return at + 1;
  }
  return -1;
}

function isBlank(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if ((bytes[at] as number) > SPACE) return false;
  return true;
}

/** The fields of a JSON object; undefined for another text. */
export function jsonFields(text: string): EntryFields | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const object: unknown = JSON.parse(text);
    return typeof object === "object" && object !== null ? (object as EntryFields) : undefined;
  } catch {
    return undefined;
  }
}

/** Lines of an object before that of its message. */
const FARTHEST = 100;

/** The fields of the object in whose line, or in one of whose lines, a header stands. */
export function jsonObjectAround(bytes: Uint8Array, { lineStart, lineEnd }: Anchor): EntryFields | undefined {
  let line = lineStart;
  for (let back = 0; back < FARTHEST && isInside(bytes[line]) && line > 0; back++)
    line = bytes.lastIndexOf(FEED, line - 2) + 1;
  const start = objectStart(bytes, line);
  if (start < 0) return undefined;
  return line === lineStart ? jsonFields(decode(bytes, start, lineEnd)) : new JsonEntries(bytes, "").fieldsAt(start);
}

/** So begins a further line of an object. */
function isInside(first: number | undefined): boolean {
  return first === SPACE || first === TAB;
}
