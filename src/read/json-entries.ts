import type { Anchor } from "./anchor.ts";
import { Entries } from "./entries.ts";
import { type EntryFields, textOf } from "./entry.ts";
import { stringEnd } from "./json-tokens.ts";
import { lineBefore } from "./line-before.ts";
import type { TextBuilder } from "./text-builder.ts";
import { unquote } from "./unquote.ts";
import { decode } from "./utf8.ts";

const TAB = 9;
const FEED = 10;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
/** Before each object: of journalctl -o json-seq (RFC 7464), and "data: " of json-sse. */
const SEPARATOR = 0x1e;
const EVENT = [..."data: "].map((letter) => letter.charCodeAt(0));

/** Between the names of a message's path: no name has it. */
export const PATH = "\n";

/**
 * The JSON objects of a text that begin where a line begins, in one line or (journalctl -o json-pretty) in several; other lines, and damaged
 * objects, are left out. Looks at the bytes: the names of fields, and where values end.
 */
export class JsonEntries extends Entries {
  /** Where the line begins in which the entry begins. */
  private entry = 0;
  /** Names of the objects in the entry, one in the other, in which the message is, and its own. */
  private readonly path: readonly string[];
  /** Filled while `fieldsAt` reads an entry. */
  private fields: Record<string, unknown> | undefined;

  /** @param message Name of the field that holds the message; for one in objects of the entry with their names before it, parted by PATH. */
  constructor(bytes: Uint8Array, message: string) {
    super(bytes, message);
    this.path = message.split(PATH);
  }

  next(): boolean {
    const { bytes } = this;
    while (this.at < bytes.length) {
      this.entry = this.at;
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
    const { bytes, view, marks } = this;
    const { message: start, messageEnd: end } = marks;
    if (bytes[start] === QUOTE) builder.appendQuoted(view, start + 1, marks.line);
    else builder.appendText(textOf(jsonFields(`{"m":${decode(bytes, start, end)}}`)?.["m"]) ?? "", marks.line);
  }

  fieldsAt(line: number): EntryFields {
    const start = objectStart(this.bytes, line);
    this.fields = Object.create(null) as Record<string, unknown>;
    return start >= 0 && this.object(start) >= 0 ? this.fields : {};
  }

  /** The fields of the entry that may begin at a byte; undefined when none does, or when something stands behind it in its line. */
  fieldsOfWhole(line: number): EntryFields | undefined {
    const { bytes } = this;
    const start = objectStart(bytes, line);
    const end = start < 0 ? -1 : this.object(start);
    if (end < 0) return undefined;
    const feed = bytes.indexOf(FEED, end);
    return isBlank(bytes, end, feed < 0 ? bytes.length : feed) ? this.fieldsAt(line) : undefined;
  }

  /** Behind the object, whose parts `marks` shows; -1 when there is none. */
  private object(start: number): number {
    this.marks.begin(this.entry);
    this.places = [];
    return this.members(start, 0);
  }

  /** Behind an object at a depth of the path. */
  private members(start: number, depth: number): number {
    const { bytes, view } = this;
    let at = this.skipBlanks(start + 1);
    if (bytes[at] === CLOSE) return at + 1;
    for (;;) {
      const name = at + 1;
      const nameEnd = bytes[at] === QUOTE ? stringEnd(view, name) : -1;
      if (nameEnd < 0) return -1;
      at = this.skipBlanks(nameEnd + 1);
      if (bytes[at] !== COLON) return -1;
      const value = this.skipBlanks(at + 1);
      const { line } = this;
      const isOnPath = bytes[value] === OPEN && depth < this.path.length - 1 && this.isNamed(name, nameEnd, depth);
      at = isOnPath ? this.members(value, depth + 1) : valueEnd(view, value);
      if (at < 0) return -1;
      if (depth > 0) this.takeInner(name, nameEnd, value, at, line, depth);
      else if (!isOnPath || this.fields) this.take(name, nameEnd, value, at, line);
      at = this.skipBlanks(at);
      if (bytes[at] === CLOSE) return at + 1;
      if (bytes[at] !== COMMA) return -1;
      at = this.skipBlanks(at + 1);
    }
  }

  private take(name: number, nameEnd: number, start: number, end: number, line: number): void {
    const { bytes, marks, places, fields } = this;
    if (fields) fields[decode(bytes, name, nameEnd)] = readValue(bytes, start, end);
    const use = marks.take(name, nameEnd, start, end, line, 1);
    if (bytes[start] === QUOTE) {
      const place = { start: start + 1, end: end - 1, value: "string", isMessage: use === "message" } as const;
      if (use === undefined || place.isMessage) places.push(place);
    } else if (use === undefined && isNumber(bytes[start]))
      places.push({ start, end, value: "number", isMessage: false });
  }

  /** Takes a field of an object in the entry. */
  private takeInner(name: number, nameEnd: number, start: number, end: number, line: number, depth: number): void {
    const { bytes, marks, places, path } = this;
    const isMessage = depth === path.length - 1 && this.isNamed(name, nameEnd, depth);
    const use = isMessage ? "message" : marks.take(name, nameEnd, start, end, line, 1);
    if (isMessage) marks.takeMessage(start, end, line);
    if (use !== undefined && !isMessage) return;
    if (bytes[start] === QUOTE) places.push({ start: start + 1, end: end - 1, value: "string", isMessage });
    else if (isNumber(bytes[start])) places.push({ start, end, value: "number", isMessage: false });
  }

  private isNamed(start: number, end: number, depth: number): boolean {
    return decode(this.bytes, start, end) === this.path[depth];
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

/** Behind a value; -1 when it has no end. */
function valueEnd(view: DataView, from: number): number {
  const first = byteAt(view, from);
  if (first === QUOTE) return stringEnd(view, from + 1) + 1 || -1;
  if (first === OPEN || first === OPEN_LIST) return nestedEnd(view, from);
  let at = from;
  for (let byte = first; byte > SPACE && byte !== COMMA && byte !== CLOSE; byte = byteAt(view, at)) at++;
  return at > from ? at : -1;
}

function nestedEnd(view: DataView, from: number): number {
  let depth = 0;
  for (let at = from; at < view.byteLength; at++) {
    const byte = view.getUint8(at);
    if (byte === QUOTE) {
      at = stringEnd(view, at + 1);
      if (at < 0) return -1;
    } else if (byte === OPEN || byte === OPEN_LIST) depth++;
    else if ((byte === CLOSE || byte === CLOSE_LIST) && --depth === 0) return at + 1;
  }
  return -1;
}

/** -1 behind the text. */
function byteAt(view: DataView, at: number): number {
  return at < view.byteLength ? view.getUint8(at) : -1;
}

function isNumber(first: number | undefined): boolean {
  return first !== undefined && ((first >= 0x30 && first <= 0x39) || first === 0x2d);
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

/** Longer values are cut: a record may have a whole dump in one. */
const LONGEST_VALUE = 1 << 16;

/** A value, undefined for a damaged one. */
function readValue(bytes: Uint8Array, start: number, end: number): unknown {
  if (end - start > LONGEST_VALUE && bytes[start] === QUOTE)
    return decode(unquote(bytes, start + 1, start + LONGEST_VALUE).bytes);
  try {
    return JSON.parse(decode(bytes, start, end));
  } catch {
    return undefined;
  }
}

/** Lines of an object before that of its message. */
const FARTHEST = 100;

/** The line is not surely of another text. Cheap: asked for every header of a log. */
export function mayBeObjectAround(bytes: Uint8Array, { lineStart }: Pick<Anchor, "lineStart">): boolean {
  return bytes[firstCharacter(bytes, lineStart)] === QUOTE || objectStart(bytes, lineStart) >= 0;
}

/** The fields of the object in whose line, or in one of whose lines, a header stands. */
export function jsonObjectAround(bytes: Uint8Array, { lineStart }: Pick<Anchor, "lineStart">): EntryFields | undefined {
  let line = lineStart;
  // A further line of an object begins with blanks and the name of a field.
  if (bytes[firstCharacter(bytes, lineStart)] === QUOTE)
    for (let back = 0; back < FARTHEST && isInside(bytes[line]) && line > 0; back++) line = lineBefore(bytes, line);
  return new JsonEntries(bytes, "").fieldsOfWhole(line);
}

function firstCharacter(bytes: Uint8Array, line: number): number {
  let at = line;
  while (isInside(bytes[at])) at++;
  return at;
}

/** So begins a further line of an object. */
function isInside(first: number | undefined): boolean {
  return first === SPACE || first === TAB;
}
