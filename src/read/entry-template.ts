import { stopAt } from "./copy-text.ts";
import { countLineFeeds } from "./find-bytes.ts";
import type { TextBuilder } from "./text-builder.ts";
import { equalBytes, feedAt, viewOf } from "./words.ts";

/** What may differ from one entry to the next: a value as a string, as a number, as the rest of a line. */
export type EntryValue = "string" | "number" | "line";

/** Where such a value stands, without its quotes. */
export interface EntryPlace {
  readonly start: number;
  readonly end: number;
  readonly value: EntryValue;
  /** It is the message. */
  readonly isMessage: boolean;
}

/** An entry of a log, from the beginning of its first line to that of the next entry's. */
export interface EntrySample {
  readonly start: number;
  readonly end: number;
  /** What differs, in order; one is the message. */
  readonly places: readonly EntryPlace[];
  /** The next entry has the rest of the line. */
  readonly goesOn: boolean;
}

interface Part {
  /** Bytes of the sample that stay, before the value. */
  readonly start: number;
  readonly length: number;
  readonly value: EntryValue | "message string" | "message line" | "end";
}

const BACKSLASH = 0x5c;

/**
 * Entries of one process that are like one of them but for the values of some fields: a log of hundreds of thousands of entries has few kinds of
 * them. They are read in one pass, in which their messages are unescaped and copied as well.
 */
export class EntryTemplate {
  /** Lines of an entry, and those before its message. */
  readonly lines: number;
  readonly linesBefore: number;
  readonly goesOn: boolean;
  private readonly bytes: DataView;
  private readonly parts: readonly Part[];

  constructor(bytes: Uint8Array, { start, end, places, goesOn }: EntrySample) {
    this.bytes = viewOf(bytes);
    this.goesOn = goesOn;
    this.lines = countLineFeeds(bytes, start, end);
    this.linesBefore = countLineFeeds(bytes, start, places.find(({ isMessage }) => isMessage)?.start ?? start);
    const parts: Part[] = [];
    let at = start;
    for (const place of places) {
      const value = place.isMessage ? (place.value === "line" ? "message line" : "message string") : place.value;
      parts.push({ start: at, length: place.start - at, value });
      at = place.end;
    }
    this.parts = [...parts, { start: at, length: end - at, value: "end" }];
  }

  /** Reads the entry at `start`, whose first line is `line`, and appends its message. @returns Behind it; -1 for another entry, then nothing is appended. */
  read(start: number, line: number, builder: TextBuilder): number {
    const { bytes, parts } = this;
    builder.mark();
    let at = start;
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index] as Part;
      if (at + part.length > bytes.byteLength || !equalBytes(bytes, at, bytes, part.start, part.length)) {
        builder.reset();
        return -1;
      }
      at += part.length;
      if (part.value === "string") at = behindString(bytes, at);
      else if (part.value === "message string") {
        at = builder.appendQuoted(bytes, at, line + this.linesBefore);
      } else if (part.value === "number") at = behindNumber(bytes, at);
      else if (part.value === "line") at = behindLine(bytes, at);
      else if (part.value === "message line") at = builder.appendLine(bytes, at, line + this.linesBefore);
    }
    return at;
  }
}

/** Where a string stops: at its closing quote, or else where no quote follows. */
function behindString(bytes: DataView, from: number): number {
  let at = stopAt(bytes, from, bytes.byteLength);
  while (at < bytes.byteLength && bytes.getUint8(at) === BACKSLASH) at = stopAt(bytes, at + 2, bytes.byteLength);
  return at;
}

function behindNumber(bytes: DataView, from: number): number {
  let at = from;
  while (at < bytes.byteLength && isInNumber(bytes.getUint8(at))) at++;
  return at;
}

/** Digits, "+", "-", "." and the letter of the exponent. */
function isInNumber(byte: number): boolean {
  return (byte >= 0x2b && byte <= 0x39 && byte !== 0x2c && byte !== 0x2f) || (byte | 0x20) === 0x65;
}

function behindLine(bytes: DataView, from: number): number {
  const feed = feedAt(bytes, from);
  return feed < 0 ? bytes.byteLength : feed;
}
