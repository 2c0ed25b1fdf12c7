import { type CopyPlace, copyEscaped } from "./copy-escaped.ts";
import { copyBytes, copyUntil } from "./copy-text.ts";
import { escapedBytes, LONGEST_ESCAPE } from "./escapes.ts";
import { NumberList } from "./number-list.ts";
import { encode } from "./utf8.ts";
import { feedAt, viewOf, WORD } from "./words.ts";

const FEED = 10;
const BACKSLASH = 0x5c;
const SMALLEST = 1 << 12;
const GROWTH = 3;
/** Longer pieces are copied by the array's method. */
const SHORT = 256;

/** Collects the lines of one text out of a larger one. */
export class TextBuilder {
  /** The text, and room behind it. */
  private bytes: Uint8Array;
  private view: DataView;
  private length = 0;
  /** For each line of the text, its line in the larger text. */
  private readonly origins = new NumberList();
  private atLineStart = true;
  private markedLength = 0;
  private markedLines = 0;
  private wasAtLineStart = true;
  private readonly place: CopyPlace = { from: 0, to: 0, feeds: 0 };

  /** @param expected Length of the text, when that is nearly known. */
  constructor(expected = 0) {
    this.bytes = new Uint8Array(Math.max(expected, SMALLEST) + WORD);
    this.view = viewOf(this.bytes);
  }

  /** Appends from[start, end), which holds no line break but perhaps the last byte. @param origin Its line in the larger text. */
  append(from: DataView, start: number, end: number, origin: number): void {
    this.beginLine(origin);
    this.reserve(end - start);
    if (end - start <= SHORT) copyBytes(from, start, end, this.view, this.length);
    else this.bytes.set(new Uint8Array(from.buffer, from.byteOffset + start, end - start), this.length);
    this.length += end - start;
  }

  /** Appends what stands up to a line's end. @returns Where that is: the line break, or the end of `from`. */
  appendLine(from: DataView, start: number, origin: number): number {
    this.beginLine(origin);
    for (let at = start; ; this.reserve(SMALLEST)) {
      const end = Math.min(from.byteLength, at + this.room);
      const stop = copyUntil(FEED, from, at, end, this.view, this.length);
      this.length += stop - at;
      if (stop < end || end === from.byteLength) return stop;
      at = stop;
    }
  }

  /** Ends the line that was appended last. */
  endLine(origin: number): void {
    this.beginLine(origin);
    this.reserve(1);
    this.bytes[this.length++] = FEED;
    this.atLineStart = true;
  }

  /** Appends a text that may hold line breaks; all its lines come from one of the larger text. */
  appendText(text: string, origin: number): void {
    const bytes = encode(text);
    this.appendLines(viewOf(bytes), 0, bytes.length, origin, 0);
  }

  /** Appends from[start, end), which may hold line breaks; the first of its lines comes from `origin`, each of the others from `step` lines later. */
  appendLines(from: DataView, start: number, end: number, origin: number, step = 1): void {
    const lines = new DataView(from.buffer, from.byteOffset, end);
    let line = origin;
    for (let at = start; ; line += step) {
      const feed = this.appendLine(lines, at, line);
      if (feed === end) return;
      this.endLine(line);
      at = feed + 1;
      if (at === end) return;
    }
  }

  /**
   * Appends what a string stands for in which line breaks and others are escaped, up to its closing quote; all of it comes from one line.
   *
   * @returns Where it stopped: at the quote, at a line break or a backslash whose sequence a line break cuts, at the end of `from`.
   */
  appendQuoted(from: DataView, start: number, origin: number): number {
    const limit = from.byteLength;
    const { place } = this;
    for (let at = start; ; ) {
      this.reserve(2 * WORD);
      const end = Math.min(limit, at + this.room);
      copyEscaped(from, at, end, this.view, this.length, place);
      this.take(place, origin);
      at = place.from;
      if (at >= limit) return limit;
      if (at >= end) continue;
      if (from.getUint8(at) !== BACKSLASH) return at;
      const length = this.appendEscape(from, at, origin);
      if (length === 0) return at;
      at += length;
    }
  }

  /** Remembers what it holds, for `reset`. */
  mark(): void {
    this.markedLength = this.length;
    this.markedLines = this.origins.length;
    this.wasAtLineStart = this.atLineStart;
  }

  /** Forgets what was appended since `mark`. */
  reset(): void {
    this.length = this.markedLength;
    this.origins.length = this.markedLines;
    this.atLineStart = this.wasAtLineStart;
  }

  /** The text, and for each of its lines the one that it came from. */
  finish(): { readonly bytes: Uint8Array; readonly origins: Uint32Array } {
    const { bytes, length } = this;
    const isFull = 2 * length > bytes.length;
    return {
      bytes: isFull ? bytes.subarray(0, length) : bytes.slice(0, length),
      origins: this.origins.toArray(),
    };
  }

  /** Takes what was copied behind the text. */
  private take({ to, feeds }: CopyPlace, origin: number): void {
    if (to === this.length) return;
    this.beginLine(origin);
    this.length = to;
    this.atLineStart = this.bytes[to - 1] === FEED;
    for (let lines = feeds - Number(this.atLineStart); lines > 0; lines--) this.origins.push(origin);
  }

  /** Appends what the sequence at a backslash stands for. @returns Its length; 0 when a line break cuts it. */
  private appendEscape(from: DataView, at: number, origin: number): number {
    const sequence = escapedBytes(from, at);
    const feed = sequence.length === 1 ? feedAt(from, at) : -1;
    if (feed >= 0 && feed - at < LONGEST_ESCAPE) return 0;
    this.append(viewOf(sequence.bytes), 0, sequence.bytes.length, origin);
    return sequence.length;
  }

  private beginLine(origin: number): void {
    if (!this.atLineStart) return;
    this.origins.push(origin);
    this.atLineStart = false;
  }

  private get room(): number {
    return this.bytes.length - WORD - this.length;
  }

  private reserve(more: number): void {
    if (more <= this.room) return;
    const larger = new Uint8Array(Math.max(GROWTH * this.bytes.length, this.length + more + WORD));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.view = viewOf(larger);
  }
}
