import { escapedBytes, simpleEscape } from "./escapes.ts";
import { encode } from "./utf8.ts";

const FEED = 10;
const BACKSLASH = 0x5c;

const SHORT = 96;
const SMALLEST = 1 << 12;

/** Collects the lines of one text out of a larger one. */
export class TextBuilder {
  private readonly source: Uint8Array | undefined;
  /** The text, and behind it what is left of the source. */
  private bytes: Uint8Array;
  private length = 0;
  /** For each line of the text, its line in the larger text. */
  private origins = new Uint32Array(1 << 6);
  private lines = 0;
  private atLineStart = true;

  /** @param source The larger text, when most of it is appended: it need not grow, and its lines move within one array, which is fastest. */
  constructor(source?: Uint8Array) {
    this.source = source;
    this.bytes = source ? new Uint8Array(source) : new Uint8Array(SMALLEST);
  }

  /** Appends from[start, end), which holds no line break but perhaps the last byte. @param origin Its line in the larger text. */
  append(from: Uint8Array, start: number, end: number, origin: number): void {
    if (this.atLineStart) this.beginLine(origin);
    this.reserve(end - start + 1);
    if (from === this.source && this.length <= start) this.bytes.copyWithin(this.length, start, end);
    else if (end - start > SHORT) this.bytes.set(from.subarray(start, end), this.length);
    else for (let at = start, to = this.length; at < end; at++, to++) this.bytes[to] = from[at] as number;
    this.length += end - start;
  }

  /** Ends the line that was appended last. */
  endLine(origin: number): void {
    if (this.atLineStart) this.beginLine(origin);
    this.reserve(1);
    this.bytes[this.length++] = 10;
    this.atLineStart = true;
  }

  /** Appends a text that may hold line breaks; all its lines come from one of the larger text. */
  appendText(text: string, origin: number): void {
    for (let from = 0; from < text.length; ) {
      const feed = text.indexOf("\n", from);
      const end = feed < 0 ? text.length : feed;
      if (end > from) this.appendPiece(text, from, end, origin);
      if (feed >= 0) this.endLine(origin);
      from = end + 1;
    }
  }

  /** Appends from[start, end), which may hold line breaks; the first of its lines comes from `origin`. */
  appendLines(from: Uint8Array, start: number, end: number, origin: number): void {
    let line = origin;
    let at = start;
    for (let feed = from.indexOf(FEED, at); feed >= 0 && feed < end; feed = from.indexOf(FEED, at)) {
      this.append(from, at, feed, line);
      this.endLine(line++);
      at = feed + 1;
    }
    if (at < end || at === start) this.append(from, at, end, line);
  }

  /** Appends what from[start, end) stands for, in which line breaks and others are escaped; all of it comes from one line. */
  appendQuoted(from: Uint8Array, start: number, end: number, origin: number): void {
    this.reserve(end - start + 1);
    const { bytes } = this;
    let to = this.length;
    for (let at = start; at < end; ) {
      if (this.atLineStart) this.beginLine(origin);
      let byte = from[at] as number;
      while (byte !== BACKSLASH && at < end) {
        bytes[to++] = byte;
        byte = from[++at] as number;
      }
      if (at >= end) break;
      byte = simpleEscape(from[at + 1] as number);
      if (byte >= 0) {
        bytes[to++] = byte;
        at += 2;
        if (byte === FEED) this.atLineStart = true;
        continue;
      }
      const sequence = escapedBytes(from, at, end);
      bytes.set(sequence.bytes, to);
      to += sequence.bytes.length;
      at += sequence.length;
    }
    this.length = to;
  }

  private appendPiece(text: string, from: number, end: number, origin: number): void {
    if (this.atLineStart) this.beginLine(origin);
    this.reserve(3 * (end - from));
    const { bytes } = this;
    let to = this.length;
    for (let at = from; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code > 0x7f) {
        const rest = encode(text.slice(at, end));
        bytes.set(rest, to);
        to += rest.length;
        break;
      }
      bytes[to++] = code;
    }
    this.length = to;
  }

  /** The text, and for each of its lines the one that it came from. */
  finish(): { readonly bytes: Uint8Array; readonly origins: Uint32Array } {
    const { bytes, length } = this;
    const isFull = 2 * length > bytes.length;
    return {
      bytes: isFull ? bytes.subarray(0, length) : bytes.slice(0, length),
      origins: this.origins.slice(0, this.lines),
    };
  }

  private beginLine(origin: number): void {
    if (this.lines === this.origins.length) this.origins = grown(this.origins, new Uint32Array(2 * this.lines));
    this.origins[this.lines++] = origin;
    this.atLineStart = false;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    this.bytes = grown(this.bytes, new Uint8Array(Math.max(2 * this.bytes.length, this.length + more)));
  }
}

function grown<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
