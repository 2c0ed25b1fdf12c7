import type { Envelope } from "../model/dump.ts";
import type { DumpText } from "./dump-text.ts";
import { findBytes } from "./find-bytes.ts";
import { ENVELOPE_FORMS, type EnvelopeForm } from "./forms.ts";
import { parse } from "./generated/envelope.js";
import { DUMP_BEGIN, DUMP_END } from "./markers.ts";
import { unquote } from "./unquote.ts";
import { decode } from "./utf8.ts";

type Fields = readonly (readonly [key: string, value: string])[];

export interface DumpRecord {
  readonly text: DumpText;
  /** Behind the record's last byte. */
  readonly end: number;
}

/** A message of the record, and where the rest of the record stands. */
interface Message {
  readonly bytes: Uint8Array;
  readonly cut: boolean;
  readonly suffixStart: number;
  readonly suffixEnd: number;
}

/** Nothing that a log puts before a message is longer. */
const LONGEST_PREFIX = 4096;

/**
 * Reads the record whose message begins with the marker.
 *
 * @param start Where the marker's line starts.
 * @param line Physical number of that line.
 */
export function readRecord(bytes: Uint8Array, start: number, marker: number, file: string, line: number): DumpRecord {
  const escaped = hasEscapedLineFeed(bytes, marker + DUMP_BEGIN.length);
  const prefix = decode(bytes, Math.max(start, marker - LONGEST_PREFIX), marker);
  const found = readPrefix(prefix, escaped);
  const message = escaped ? quotedMessage(bytes, marker) : rawMessage(bytes, marker);
  const suffix = decode(bytes, message.suffixStart, message.suffixEnd).trimEnd();
  const fields = [...(found?.fields ?? []), ...((found && readFields(found.form.suffix, suffix)) ?? [])];
  const text = {
    file,
    bytes: message.bytes,
    line,
    escaped,
    closed: true,
    cut: message.cut,
    envelope: makeEnvelope(found?.form.name ?? "plain", fields),
  };
  return { text, end: message.suffixEnd };
}

function hasEscapedLineFeed(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x5c && bytes[at + 1] === 0x6e;
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
  try {
    return parse(text, { startRule: rule }) as Fields;
  } catch {
    return undefined;
  }
}

/** The message is escaped and ends, like the record, in this line. */
function quotedMessage(bytes: Uint8Array, marker: number): Message {
  const feed = bytes.indexOf(10, marker);
  const limit = feed < 0 ? bytes.length : feed;
  const message = unquote(bytes, marker, limit);
  const end = findBytes(message.bytes, DUMP_END);
  return {
    bytes: end < 0 ? message.bytes : message.bytes.subarray(0, end),
    cut: end < 0,
    suffixStart: message.end,
    suffixEnd: limit,
  };
}

/** The message has real line breaks: it ends at the end marker, at the next record's begin marker or at the end of the file. */
function rawMessage(bytes: Uint8Array, marker: number): Message {
  const next = findBytes(bytes, DUMP_BEGIN, marker + 1);
  const limit = next < 0 ? bytes.length : bytes.lastIndexOf(10, next) + 1;
  const end = findBytes(bytes.subarray(0, limit), DUMP_END, marker);
  if (end < 0) return { bytes: bytes.subarray(marker, limit), cut: true, suffixStart: limit, suffixEnd: limit };
  const behind = end + DUMP_END.length;
  const feed = bytes.indexOf(10, behind);
  return {
    bytes: bytes.subarray(marker, end),
    cut: false,
    suffixStart: behind,
    suffixEnd: feed < 0 ? bytes.length : feed,
  };
}

function makeEnvelope(format: string, pairs: Fields): Envelope {
  const fields: Readonly<Record<string, string>> = Object.fromEntries(pairs);
  const { time, pid, path } = fields;
  const container = path?.split("/").at(-1);
  return {
    format,
    ...(time && { takenAt: time }),
    ...(pid && /^\d+$/.test(pid) && { pid: Number(pid) }),
    ...(container && { container }),
    fields,
  };
}
