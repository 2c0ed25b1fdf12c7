import { decode } from "../read/utf8.ts";
import { feedAt, viewOf } from "../read/words.ts";

/** What the first bytes of a line (and its last one) show. */
export const LineKind = {
  Blank: 0,
  /** "goroutine 1 …" */
  Header: 1,
  /** A function with its arguments: ends in ")". */
  Call: 2,
  /** Indented: a source position. */
  Indented: 3,
  /** "created by …" */
  Created: 4,
  /** "...3 frames elided..." */
  Elided: 5,
  /** "[originating from goroutine 1]:" */
  Ancestor: 6,
  Other: 7,
} as const;

export type LineKind = (typeof LineKind)[keyof typeof LineKind];

const HEADER = codes("goroutine ");
const CREATED = codes("created by ");
const ANCESTOR = codes("[originating from goroutine ");
const ELIDED = codes("...");
/** rsyslog writes a tab so. */
const ESCAPED_TAB = codes("#011");

export interface LineMark {
  readonly next: number;
  readonly number: number;
  readonly margin: number;
}

/** Goes through the lines of a text; the fields tell of the line it stands on. */
export class LineReader {
  bytes: Uint8Array;
  private view: DataView;
  /** First byte of the line, behind the margin. */
  start = 0;
  /** The same with the margin. */
  first = 0;
  /** Behind its last byte; the line break and blanks before it are not part of the line. */
  end = 0;
  /** Where the next line starts. */
  next: number;
  /** 1-based number of the line in the text. */
  number = 0;
  kind: LineKind = LineKind.Blank;
  /** The line has a line break. */
  terminated = true;
  /** So many blanks at the beginning of lines are not part of them: the goroutine stands indented in its text. */
  margin: number;

  constructor(bytes: Uint8Array, next = 0, margin = 0) {
    this.bytes = bytes;
    this.view = viewOf(bytes);
    this.next = next;
    this.margin = margin;
  }

  /** Goes on with the first line of the bytes that follow. */
  goOn(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = viewOf(bytes);
    this.next = 0;
  }

  /** The line on which it stands, for `reset`. */
  mark(): LineMark {
    return { next: this.first, number: this.number - 1, margin: this.margin };
  }

  /** Goes (back) to a line. */
  reset({ next, number, margin }: LineMark): void {
    this.next = next;
    this.number = number;
    this.margin = margin;
    this.advance();
  }

  /** Steps to the next line; false at the end of the text. */
  advance(): boolean {
    const { bytes } = this;
    if (this.next >= bytes.length) return false;
    this.first = this.next;
    this.start = this.next;
    this.number++;
    const feed = feedAt(this.view, this.start);
    this.terminated = feed >= 0;
    this.next = feed < 0 ? bytes.length : feed + 1;
    let end = feed < 0 ? bytes.length : feed;
    while (end > this.start && isBlank(bytes[end - 1] as number)) end--;
    if (this.margin > 0) this.start = Math.min(end, this.behindMargin(end));
    this.end = end;
    this.kind = kindOf(bytes, this.start, end);
    return true;
  }

  /** Goes behind lines that were read by other means; it stands on the last one of them, whose first byte it does not know. */
  skip(next: number, lines: number): void {
    this.next = next;
    this.number += lines;
    this.end = next - 1;
    this.start = this.end;
    this.first = this.end;
  }

  private behindMargin(end: number): number {
    let at = this.start;
    while (at < end && at < this.start + this.margin && isBlank(this.bytes[at] as number)) at++;
    return at;
  }

  startsWith(prefix: readonly number[]): boolean {
    return startsWith(this.bytes, this.start, this.end, prefix);
  }

  get text(): string {
    return decode(this.bytes, this.start, this.end);
  }

  /** First byte behind the line's indentation. */
  get indented(): number {
    const { bytes, end } = this;
    let at = this.start;
    for (;;) {
      if (at < end && isBlank(bytes[at] as number)) at++;
      else if (startsWith(bytes, at, end, ESCAPED_TAB)) at += ESCAPED_TAB.length;
      else return at;
    }
  }
}

/** What kind of line bytes[start, end) is, which do not end in blanks. */
export function kindOf(bytes: Uint8Array, start: number, end: number): LineKind {
  if (start === end) return LineKind.Blank;
  switch (bytes[start]) {
    case 0x09: // tab
    case 0x20: // space
      return LineKind.Indented;
    case 0x23: // #
      if (startsWith(bytes, start, end, ESCAPED_TAB)) return LineKind.Indented;
      break;
    case 0x67: // g
      if (startsWith(bytes, start, end, HEADER) && isDigit(bytes[start + HEADER.length])) return LineKind.Header;
      break;
    case 0x63: // c
      if (startsWith(bytes, start, end, CREATED)) return LineKind.Created;
      break;
    case 0x5b: // [
      if (startsWith(bytes, start, end, ANCESTOR)) return LineKind.Ancestor;
      break;
    case 0x2e: // .
      if (startsWith(bytes, start, end, ELIDED)) return LineKind.Elided;
      break;
  }
  return bytes[end - 1] === 0x29 /* ) */ ? LineKind.Call : LineKind.Other;
}

function startsWith(bytes: Uint8Array, start: number, end: number, prefix: readonly number[]): boolean {
  if (end - start < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) if (bytes[start + i] !== prefix[i]) return false;
  return true;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}

/** The bytes of an ASCII text. */
export function codes(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
