import type { DumpText } from "./dump-text.ts";
import { countLineFeeds } from "./find-bytes.ts";
import { ENVELOPE_FORMS, type EnvelopeForm } from "./forms.ts";
import { match } from "./generated/envelope.js";
import { jsonRecord } from "./json-record.ts";
import { makeEnvelope } from "./make-envelope.ts";
import { DUMP_END } from "./markers.ts";
import type { Message } from "./message.ts";
import { messageStart } from "./message-start.ts";
import { octalMessage, quotedMessage } from "./quoted-message.ts";
import type { Fields, SourceText } from "./source-text.ts";
import { NO_QUOTE } from "./unquote.ts";
import { decode } from "./utf8.ts";

export interface DumpRecord {
  readonly text: DumpText;
  /** Behind the record's last byte. */
  readonly end: number;
  /** Line breaks in it. */
  readonly breaks: number;
}

/** The line in which a record begins: bytes[start, end), and in it a marker or a header. */
interface RecordLine {
  readonly start: number;
  readonly at: number;
  readonly end?: number | undefined;
}

/** Tell where the next marker stands at or behind a place, -1 for nowhere. Asked in order. */
export interface MarkerFinders {
  readonly nextBegin: (from: number) => number;
  readonly nextEnd: (from: number) => number;
}

/** Nothing that a log puts before a message is longer. */
const LONGEST_PREFIX = 4096;
/** Nor is a marker or a header. */
const LONGEST_LINE = 4096;
const FEED = 10;

/**
 * Reads the record that holds a marker or a header.
 *
 * @param line Number of its first line in the text.
 * @param markers Of the text.
 */
export function readRecord(
  source: SourceText,
  { start, at, end }: RecordLine,
  file: string,
  line: number,
  markers: MarkerFinders,
): DumpRecord {
  const { bytes, layers } = source;
  const breaks = firstBreak(bytes, at);
  const escaped = breaks === "escaped";
  const isOctal = breaks === "octal";
  const { at: begin, quote } = escaped ? messageStart(bytes, start, at) : { at, quote: NO_QUOTE };
  const prefix = decode(bytes, Math.max(start, begin - LONGEST_PREFIX), begin);
  const message = escaped
    ? quotedMessage(bytes, begin, end ?? lineEnd(bytes, at), quote)
    : isOctal
      ? octalMessage(bytes, at, end ?? lineEnd(bytes, at))
      : rawMessage(bytes, start, at, markers);
  const suffix = decode(bytes, message.suffixStart, message.suffixEnd).trimEnd();
  const json = escaped ? jsonRecord(prefix, suffix) : undefined;
  const found = json ? undefined : readPrefix(prefix, escaped);
  const fields = json ?? [...(found?.fields ?? []), ...((found && readFields(found.form.suffix, suffix)) ?? [])];
  const names = [...layers, ...(json ? ["json"] : found ? [found.form.name] : escaped ? ["quoted"] : [])];
  const isOneLine = escaped || isOctal;
  const text: DumpText = {
    file,
    bytes: message.bytes,
    line: source.lineAt(line),
    escaped: isOneLine,
    closed: true,
    cut: message.cut,
    envelope: makeEnvelope(names, [...source.fieldsAt(line), ...fields]),
    ...(!isOneLine && !source.isFile && { lineAt: (own: number) => source.lineAt(line + own - 1) }),
  };
  return { text, end: message.suffixEnd, breaks: message.breaks };
}

function lineEnd(bytes: Uint8Array, at: number): number {
  const feed = bytes.indexOf(FEED, at);
  return feed < 0 ? bytes.length : feed;
}

/** How the first line break behind the place is written. */
function firstBreak(bytes: Uint8Array, at: number): "real" | "escaped" | "octal" {
  const line = bytes.subarray(at, at + LONGEST_LINE);
  const feed = line.indexOf(FEED);
  const text = decode(line, 0, feed < 0 ? line.length : feed);
  const found = /\\+[nr]|#012/.exec(text)?.[0];
  if (found === undefined) return "real";
  return found === "#012" ? "octal" : "escaped";
}

function readPrefix(prefix: string, escaped: boolean): { form: EnvelopeForm; fields: Fields } | undefined {
  for (const form of ENVELOPE_FORMS) {
    if (form.quoted !== escaped) continue;
    const fields = readFields(form.prefix, prefix);
    if (fields) return { form, fields };
  }
  return undefined;
}

function readFields(rule: EnvelopeForm["prefix" | "suffix"], text: string): Fields | undefined {
  return match(text, rule) as Fields | undefined;
}

/**
 * The message has real line breaks: it ends at the end marker, at the begin marker in a later line or at the end of the file.
 *
 * @param start Where the record's first line starts.
 */
function rawMessage(bytes: Uint8Array, start: number, marker: number, { nextBegin, nextEnd }: MarkerFinders): Message {
  const next = nextBegin(lineEnd(bytes, marker));
  const limit = next < 0 ? bytes.length : bytes.lastIndexOf(FEED, next) + 1;
  const found = nextEnd(marker);
  const end = found + DUMP_END.length <= limit ? found : -1;
  const behind = end < 0 ? limit : end + DUMP_END.length;
  const feed = end < 0 ? limit : bytes.indexOf(FEED, behind);
  const suffixEnd = feed < 0 ? bytes.length : feed;
  return {
    bytes: bytes.subarray(marker, end < 0 ? limit : end),
    cut: end < 0,
    breaks: countLineFeeds(bytes, start, suffixEnd),
    suffixStart: behind,
    suffixEnd,
  };
}
