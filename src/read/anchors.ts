import type { Anchor } from "./anchor.ts";
import { findBeginning } from "./beginnings.ts";
import { findGoroutine } from "./find-goroutine.ts";
import { DUMP_BEGIN } from "./markers.ts";
import { decode } from "./utf8.ts";

const BRACKET = 0x5b;
const EQUALS = 0x3d;
const SPACE = 0x20;
const GOROUTINE = [..."goroutine "].map((letter) => letter.charCodeAt(0));
/** A line break as rsyslog writes it. */
const OCTAL_BREAK = [..."#012"].map((letter) => letter.charCodeAt(0));
const BEFORE_WORD = decode(DUMP_BEGIN).indexOf("goroutine ");
/** " gp=0xc000006700 m=12 mp=0xc000080008 " at most stands between the id and the bracket. */
const LONGEST_HEADER = 96;
/** Plain headers that are remembered. */
const SOME = 3;

/**
 * The headers of a text that have something before them, and those in lines with escaped line breaks: the first of each line; in a text without
 * headers how another form begins. With them the markers before dumps. Found when they are asked for, in one pass
 * that looks at places of the word "goroutine" only: markers have it too.
 */
export class Anchors implements Iterable<Anchor> {
  private readonly bytes: Uint8Array;
  private readonly found: Anchor[] = [];
  private readonly begins: number[] = [];
  private readonly plain: number[] = [];
  private next = 0;
  private hasHeader = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  at(index: number): Anchor | undefined {
    while (index >= this.found.length && this.next < this.bytes.length) this.search();
    return this.found[index];
  }

  *[Symbol.iterator](): Generator<Anchor> {
    for (let index = 0; ; index++) {
      const anchor = this.at(index);
      if (!anchor) return;
      yield anchor;
    }
  }

  /** The first headers that begin plain lines, some of them. */
  get plainHeaders(): readonly number[] {
    while (this.plain.length < SOME && this.next < this.bytes.length) this.search();
    return this.plain;
  }

  /** Where the markers before dumps stand. */
  get markers(): readonly number[] {
    while (this.next < this.bytes.length) this.search();
    return this.begins;
  }

  /** Goes on to the next header or to the end. */
  private search(): void {
    const { bytes } = this;
    const { length } = bytes;
    const lines = new HeaderEnds(bytes);
    for (let at = findGoroutine(bytes, this.next); at >= 0; at = findGoroutine(bytes, at + GOROUTINE.length)) {
      const marker = at - BEFORE_WORD;
      if (marker >= this.next && startsWith(bytes, marker, DUMP_BEGIN)) this.begins.push(marker);
      const bracket = bracketOf(bytes, at);
      if (bracket < 0) continue;
      this.hasHeader = true;
      const anchor = anchorAt(bytes, at, bracket, lines);
      if (!anchor) {
        if (this.plain.length < SOME && (at === 0 || bytes[at - 1] === 10)) this.plain.push(at);
        continue;
      }
      this.found.push(anchor);
      this.next = anchor.lineEnd;
      return;
    }
    this.next = length;
    const other = this.hasHeader ? undefined : findBeginning(bytes);
    if (other) this.found.push(other);
  }
}

/** The first such header in bytes[start, end). */
export function anchorIn(bytes: Uint8Array, start: number, end: number): Anchor | undefined {
  const lines = new HeaderEnds(bytes);
  for (let at = findGoroutine(bytes, start, end); at >= 0; at = findGoroutine(bytes, at + GOROUTINE.length, end)) {
    const bracket = bracketOf(bytes, at);
    const anchor = bracket < 0 ? undefined : anchorAt(bytes, at, bracket, lines);
    if (anchor) return anchor;
  }
  return undefined;
}

function anchorAt(bytes: Uint8Array, at: number, bracket: number, ends: HeaderEnds): Anchor | undefined {
  const breaks = bytes[at - 1] === 0x6e && bytes[at - 2] === 0x5c ? "escaped" : ends.breaksAfter(bracket);
  if (breaks === undefined || (breaks === "real" && (at === 0 || bytes[at - 1] === 10))) return undefined;
  const lineStart = bytes.lastIndexOf(10, at) + 1;
  const feed = bytes.indexOf(10, at);
  return { at, lineStart, lineEnd: feed < 0 ? bytes.length : feed, breaks };
}

function startsWith(bytes: Uint8Array, at: number, pattern: ArrayLike<number>): boolean {
  for (let index = 0; index < pattern.length; index++) if (bytes[at + index] !== pattern[index]) return false;
  return true;
}

/** Bracket of the header that begins with the word at `at`, -1 when it is none. */
function bracketOf(bytes: Uint8Array, at: number): number {
  const id = at + GOROUTINE.length;
  let next = id;
  while (isDigit(bytes[next])) next++;
  if (next === id || bytes[next] !== SPACE) return -1;
  if (bytes[next + 1] === BRACKET) return next + 1;
  if (bytes[next + 1] !== 0x67 || bytes[next + 2] !== 0x70 || bytes[next + 3] !== EQUALS) return -1; // gp=
  const end = Math.min(bytes.length, next + LONGEST_HEADER);
  for (let bracket = next + 1; bracket < end && bytes[bracket] !== 10; bracket++)
    if (bytes[bracket] === BRACKET && bytes[bracket - 1] === SPACE) return bracket;
  return -1;
}

/** Looks for the colons of headers, which are asked for in their order: a line without one is searched once, however many brackets it has. */
class HeaderEnds {
  private readonly bytes: Uint8Array;
  /** No header ends before. */
  private searched = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** How line breaks are written behind the header's colon; undefined when it has none: somebody speaks of a goroutine. */
  breaksAfter(bracket: number): Anchor["breaks"] | undefined {
    const { bytes } = this;
    if (bracket < this.searched) return undefined;
    let at = bracket + 1;
    for (; at < bytes.length && bytes[at] !== 10; at++) {
      const breaks = bytes[at] === 0x3a /* : */ ? breaksAt(bytes, at) : undefined;
      if (breaks) return breaks;
    }
    this.searched = at;
    return undefined;
  }
}

function breaksAt(bytes: Uint8Array, colon: number): Anchor["breaks"] | undefined {
  let next = colon + 1;
  while (bytes[next] === 0x5c /* \ */) next++;
  const letter = bytes[next];
  if (next > colon + 1 && (letter === 0x6e || letter === 0x72)) return "escaped";
  if (startsWith(bytes, colon + 1, OCTAL_BREAK)) return "octal";
  return bytes[colon - 1] === 0x5d /* ] */ || bytes[colon - 1] === 0x7d /* } */ ? "real" : undefined;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
