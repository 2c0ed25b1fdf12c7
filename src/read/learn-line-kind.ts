import type { Anchor } from "./anchor.ts";
import { learnTwo } from "./learn-two-forms.ts";
import { LINE_FORMS, type LineForm } from "./line-forms.ts";
import { type LineKindOf, lineKind } from "./line-kind.ts";
import { LineTemplate, type TemplatePart } from "./line-template.ts";
import { looksLikeStack } from "./looks-like-stack.ts";
import { messagesBefore, messagesBehind } from "./messages-behind.ts";
import { quoteAt } from "./quote-at.ts";
import { readLinePrefix } from "./read-line-prefix.ts";
import { quoteBefore, readString, type StringForm } from "./string-form.ts";
import { decode, encode } from "./utf8.ts";
import { viewOf } from "./words.ts";

const FEED = 10;
/** rsyslog writes a tab so. */
const ESCAPED_TAB = "#011";
const DOUBLE = 0x22;
/** Sequences in a string with another quote, which else has a quote written twice. */
const ESCAPES = /\\[nt'\\]/;
/** A header is not longer, with its labels. */
const LONGEST_HEADER = 2048;

/**
 * What stands before the lines of the process whose header this is; undefined when its lines do not look like a stack's.
 *
 * @param line Tells the number of the header's line.
 */
export function learnLineKind(bytes: Uint8Array, anchor: Anchor, line: () => number): LineKindOf | undefined {
  for (const form of LINE_FORMS) {
    const kind = learnKnown(bytes, anchor, form);
    if (kind) return kind;
  }
  const strings = learnStrings(bytes, anchor);
  if (strings || anchor.breaks !== "real") return strings;
  return learnFromFirstLine(bytes, anchor) ?? learnConstant(bytes, anchor, line);
}

/** The header stands in a further line of a message: only the first one has the prefix, and the others are indented as far. */
function learnFromFirstLine(bytes: Uint8Array, anchor: Anchor): LineKindOf | undefined {
  const { at, lineStart } = anchor;
  const width = at - lineStart;
  if (!isBlank(bytes, lineStart, at)) return undefined;
  let start = lineStart;
  do start = bytes.lastIndexOf(FEED, start - 2) + 1;
  while (start > 0 && isBlank(bytes, start, start + width));
  const form = LINE_FORMS.find(({ indents }) => indents);
  const prefix = form && readLinePrefix(form, bytes, start);
  return form && prefix?.end === width ? lineKind(bytes, start, [form], prefix) : undefined;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== 0x20) return false;
  return true;
}

function learnKnown(bytes: Uint8Array, anchor: Anchor, form: LineForm): LineKindOf | undefined {
  const { at, lineStart, breaks, beginning } = anchor;
  const read = readLinePrefix(form, bytes, lineStart);
  if (!read || lineStart + read.end > at) return undefined;
  const prefix = beginning ? { ...read, end: withOneBlank(bytes, lineStart, read.end) } : read;
  const kind = lineKind(bytes, lineStart, [form], prefix);
  if (breaks !== "real") return kind;
  const inner = decode(bytes, lineStart + prefix.end, at);
  const messages = stackNear(bytes, anchor, kind.template, form.indents, inner);
  if (!messages) return undefined;
  if (messages.some((message) => message.includes(ESCAPED_TAB))) return { ...kind, escapesTabs: true };
  return learnTwo(bytes, anchor, form, prefix, messages) ?? kind;
}

/** Further blanks at the prefix's end indent the message. */
function withOneBlank(bytes: Uint8Array, start: number, length: number): number {
  let end = length;
  while (end > 1 && isBlank(bytes, start + end - 2, start + end)) end--;
  return end;
}

/** Whatever stands before the header stands, perhaps with other digits, before the lines that follow. */
function learnConstant(bytes: Uint8Array, anchor: Anchor, line: () => number): LineKindOf | undefined {
  const { at, lineStart, beginning } = anchor;
  const prefix = bytes.subarray(lineStart, beginning?.common ?? at);
  if (prefix.length === 0) return undefined;
  for (const varying of [[], digitsOf(prefix)]) {
    const template = new LineTemplate(bytes, lineStart, prefix.length, varying);
    if (!stackNear(bytes, anchor, template, false, "")) continue;
    const identity = `prefix\n${decode(prefix)}`;
    return {
      forms: [],
      template,
      identity,
      indents: false,
      ...(template.blank && { within: extent(bytes, anchor, template, line()) }),
    };
  }
  return undefined;
}

/** Each line is a string in a line of another text, with a line of the dump alone in it. */
function learnStrings(bytes: Uint8Array, anchor: Anchor): LineKindOf | undefined {
  const { at, lineStart, beginning } = anchor;
  const quote = quoteBefore(bytes, at);
  if (quote === undefined || beginning || breaksInside(bytes, at, quote)) return undefined;
  const prefix = bytes.subarray(lineStart, at);
  for (const varying of [[], digitsOf(prefix)]) {
    const identity = `prefix\n${decode(prefix)}`;
    // Some write quotes only around values that need them.
    for (const rawEnd of [undefined, rawEndBehind(bytes, at, quote)]) {
      const length = prefix.length - Number(rawEnd !== undefined);
      const template = new LineTemplate(bytes, lineStart, length, varying);
      const strings = stringsNear(bytes, anchor, template, { quote, ...(rawEnd !== undefined && { rawEnd }) });
      if (strings) return { forms: [], template, strings, identity, indents: false };
    }
  }
  return undefined;
}

/** How the lines are written that have the prefix, when they are the header's stack. */
function stringsNear(
  bytes: Uint8Array,
  anchor: Anchor,
  template: LineTemplate,
  { quote, ...raw }: Pick<StringForm, "quote" | "rawEnd">,
): StringForm | undefined {
  const header = decode(bytes, anchor.at, Math.min(anchor.lineEnd, anchor.at + LONGEST_HEADER));
  for (const messages of [messagesBehind(bytes, anchor, template, false), messagesBefore(bytes, anchor, template)]) {
    const isPython = raw.rawEnd === undefined && [header, ...messages].some((message) => ESCAPES.test(message));
    const isEscaped = quote === DOUBLE || isPython;
    const escapes = isEscaped && !messages.some((message) => message.replace(/^["']/, "").startsWith("\t"));
    const ends = readString(bytes, anchor.at, { quote, escapes, hasBreaks: true });
    const strings: StringForm = { quote, ...raw, escapes, hasBreaks: ends.endsWith("\n") };
    const lines = messages.map((message) => readString(encode(message), 0, strings).replace(/\n$/, ""));
    if (looksLikeStack(lines)) return strings;
  }
  return undefined;
}

/** The byte behind the closing quote of a string. */
function rawEndBehind(bytes: Uint8Array, at: number, quote: number): number {
  const closing = quoteAt(viewOf(bytes), at, bytes.length, quote);
  const behind = bytes[closing + 1];
  return closing < 0 || behind === undefined || behind === FEED || behind === 13 ? FEED : behind;
}

/** The string that begins here goes on behind a line break in it: it is a record. */
function breaksInside(bytes: Uint8Array, at: number, quote: number): boolean {
  const near = bytes.slice(at, at + LONGEST_HEADER);
  return /\n./.test(readString(near, 0, { quote, escapes: true, hasBreaks: true }));
}

function digitsOf(prefix: Uint8Array): TemplatePart[] {
  const text = String.fromCharCode(...prefix.subarray(0, 512));
  // With the blanks that stand for digits before a shorter number.
  return [...text.matchAll(/ *\d+/g)].map(({ index, 0: digits }) => ({ start: index, end: index + digits.length }));
}

/**
 * Messages of lines that have the prefix, when they are the header's stack: those behind it or, where the latest line stands first, those before it.
 *
 * @param inner What else stands before the header.
 */
function stackNear(
  bytes: Uint8Array,
  anchor: Anchor,
  template: LineTemplate,
  indents: boolean,
  inner: string,
): string[] | undefined {
  const behind = messagesBehind(bytes, anchor, template, indents);
  if (areStack(behind, anchor, inner)) return behind;
  const before = messagesBefore(bytes, anchor, template);
  return !anchor.beginning && areStack(before, anchor, inner) ? before : undefined;
}

/** These are lines of the header's stack. @param inner What else stands before the header. */
function areStack(messages: readonly string[], { beginning }: Anchor, inner: string): boolean {
  if (beginning) return messages.some((message) => beginning.follows.test(message.replaceAll(ESCAPED_TAB, "\t")));
  return looksLikeStack(inner === "" ? messages : messages.map((message) => withoutInner(message, inner)));
}

/** Without what another envelope puts before the message: as long as before the header, more or less. */
function withoutInner(message: string, inner: string): string {
  if (message.startsWith(inner)) return message.slice(inner.length);
  return message.slice(inner.length).replace(/^\S*\s/, "") || message;
}

/** Lines around the header, without a gap, that have the prefix or are empty. */
function extent(bytes: Uint8Array, anchor: Anchor, template: LineTemplate, line: number): readonly [number, number] {
  let first = line;
  for (let end = anchor.lineStart - 1; end >= 0; ) {
    const start = end === 0 ? 0 : bytes.lastIndexOf(FEED, end - 1) + 1;
    if (template.match(start, end) < 0) break;
    first--;
    end = start - 1;
  }
  let last = line;
  for (let start = anchor.lineEnd + 1; start < bytes.length; ) {
    const feed = bytes.indexOf(FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    if (template.match(start, end) < 0) break;
    last++;
    start = end + 1;
  }
  return [first, last];
}
