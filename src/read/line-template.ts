import { PrefixGuess } from "./prefix-guess.ts";
import { viewOf } from "./words.ts";

/** A place in a line's prefix. */
export interface TemplatePart {
  readonly start: number;
  readonly end: number;
  /** Its letters and digits stand in any order: a hash, a label. */
  readonly isMixed?: true;
}

/** Text that stands in every line, or a field whose value may differ from line to line. */
type Part = { readonly literal: Uint8Array } | { readonly sample: Uint8Array; readonly isMixed: boolean };

/** How lines of a prefix may differ besides. */
export interface TemplateOptions {
  /** Where this line has ":", another one may have "-": grep's way to tell matches from the lines around them. */
  readonly isGrep?: boolean;
}

/** A field may be longer than in the line that was learned from by this much. */
const LONGER = 16;
/** Bytes of a field that are alike in every line, even where its length differs. */
const ALIKE = 4;
/** The parts of a cut record have another prefix than its end. */
const MOST_GUESSES = 3;
const NOTHING = new Uint8Array();
const FEED = 10;
const SPACE = 0x20;
const COLON = 0x3a;
const HYPHEN = 0x2d;

/**
 * What stands before the lines of one process, learned from one of them: bytes that stay, and fields that vary. The grammar reads one line
 * of each process; the others are known by their bytes.
 */
export class LineTemplate {
  /** Length of the prefix it was learned from. */
  readonly length: number;
  /** Nothing varies in it. */
  readonly constant: boolean;
  /** Nothing but blanks. */
  readonly blank: boolean;
  readonly isGrep: boolean;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly parts: readonly Part[];
  /** Where each part ended in the line that was matched last. */
  private readonly ends: number[] = [];
  /** Prefixes that were matched, the latest first. */
  private guesses: readonly PrefixGuess[] = [];

  /**
   * @param bytes The text, in which the line begins at `start`; it has the lines that `match` is asked about.
   * @param length Of what stands before the message.
   * @param varying Places in it that vary, in order, counted from `start`.
   */
  constructor(
    bytes: Uint8Array,
    start: number,
    length: number,
    varying: readonly TemplatePart[],
    { isGrep = false }: TemplateOptions = {},
  ) {
    this.isGrep = isGrep;
    const prefix = bytes.slice(start, start + length);
    this.bytes = bytes;
    this.view = viewOf(bytes);
    this.length = prefix.length;
    this.constant = varying.length === 0;
    this.blank = prefix.every((byte) => byte === SPACE || byte === 9);
    const parts: Part[] = [];
    let at = 0;
    for (const field of varying) {
      if (field.start > at) parts.push({ literal: prefix.slice(at, field.start) });
      parts.push({ sample: prefix.slice(field.start, field.end), isMixed: field.isMixed ?? false });
      at = field.end;
    }
    if (at < prefix.length) parts.push({ literal: prefix.slice(at) });
    this.parts = parts;
  }

  /** Where the message begins in the line [start, end), -1 when the line begins otherwise. Blanks at the prefix's end may be missing. */
  match(start: number, end: number): number {
    const guessed = this.guess(start);
    if (guessed >= 0 && guessed <= end) return guessed;
    const at = this.matchParts(start, end);
    // At the end of a line blanks of the prefix may be missing.
    if (at > start && at < end) this.remember(start, at);
    return at;
  }

  /** Where the message begins in the line at `start`, if it begins like one of those before; else -1, which tells nothing. */
  guess(start: number): number {
    const { guesses, view } = this;
    for (let index = 0; index < guesses.length; index++) {
      const guess = guesses[index] as PrefixGuess;
      if (guess.matches(view, start)) return start + guess.length;
    }
    return -1;
  }

  private remember(start: number, end: number): void {
    const { parts, ends } = this;
    const varies = (place: number) => "sample" in (parts[ends.findIndex((behind) => start + place < behind)] as Part);
    this.guesses = [new PrefixGuess(this.bytes.slice(start, end), varies), ...this.guesses.slice(0, MOST_GUESSES - 1)];
  }

  private matchParts(start: number, end: number): number {
    let at = start;
    const { parts, bytes, ends, isGrep } = this;
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index] as Part;
      const next = parts[index + 1];
      at =
        "literal" in part
          ? matchLiteral(bytes, at, end, part.literal, isGrep)
          : skipField(bytes, at, end, part, next && "literal" in next ? next.literal : NOTHING, isGrep);
      if (at < 0) return -1;
      ends[index] = at;
    }
    return at;
  }
}

/** Behind the literal; at the line's end when only blanks of the literal are missing. */
function matchLiteral(bytes: Uint8Array, from: number, end: number, literal: Uint8Array, isGrep: boolean): number {
  for (let index = 0; index < literal.length; index++) {
    const at = from + index;
    if (at < end && (bytes[at] === literal[index] || (isGrep && isSeparator(literal[index]) && isSeparator(bytes[at]))))
      continue;
    const rest = at >= end || bytes[at] === FEED || bytes[at] === 13;
    for (let missing = index; missing < literal.length; missing++)
      if (!rest || (literal[missing] !== SPACE && literal[missing] !== 9)) return -1;
    return at;
  }
  return from + literal.length;
}

/** Behind a field like the sample, before the literal: first where the field is as long as it was, else as near as possible. -1 for nowhere. */
function skipField(
  bytes: Uint8Array,
  from: number,
  end: number,
  { sample, isMixed }: { readonly sample: Uint8Array; readonly isMixed: boolean },
  literal: Uint8Array,
  isGrep: boolean,
): number {
  const startsWith = (at: number) =>
    (at < end || literal.length === 0) && matchLiteral(bytes, at, end, literal, isGrep) >= 0;
  if (!isAlike(bytes, from, end, sample, Math.min(sample.length, ALIKE), isMixed)) return -1;
  const usual = from + sample.length;
  if (isAlike(bytes, from, end, sample, sample.length, isMixed) && startsWith(usual)) return usual;
  // A field without blanks ends before the first one.
  if (literal[0] === SPACE && !sample.includes(SPACE)) {
    const blank = bytes.subarray(from, Math.min(end, usual + LONGER + 1)).indexOf(SPACE);
    return blank > 0 && startsWith(from + blank) ? from + blank : -1;
  }
  for (let more = 1; more <= LONGER; more++) if (startsWith(usual + more)) return usual + more;
  for (let less = 1; less < sample.length; less++) if (startsWith(usual - less)) return usual - less;
  return -1;
}

/** Digits (or the blanks that fill them up) stand for digits, letters for letters, all else for itself. */
function isAlike(
  bytes: Uint8Array,
  from: number,
  end: number,
  sample: Uint8Array,
  length: number,
  isMixed: boolean,
): boolean {
  if (from + length > end) return false;
  for (let index = 0; index < length; index++) {
    const [one, other] = [bytes[from + index] as number, sample[index] as number];
    if (one !== other && classOf(one) !== classOf(other) && !(isMixed && isWord(one) && isWord(other))) return false;
  }
  return true;
}

/** A letter or a digit. */
function isWord(byte: number): boolean {
  return byte !== SPACE && (classOf(byte) === 1 || classOf(byte) === 2);
}

function isSeparator(byte: number | undefined): boolean {
  return byte === COLON || byte === HYPHEN;
}

/** 1 for a digit or blank, 2 for a letter, else a number of its own. */
function classOf(byte: number): number {
  if ((byte >= 0x30 && byte <= 0x39) || byte === SPACE) return 1;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x7a ? 2 : byte;
}
