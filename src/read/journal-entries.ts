import type { Entry } from "./entry.ts";
import { ENTRY_FIELDS } from "./entry-forms.ts";
import { countLineFeeds } from "./find-bytes.ts";
import { decode } from "./utf8.ts";

const FEED = 10;
const EQUALS = 0x3d;
const LONGEST_KEY = 64;
const WANTED: ReadonlySet<string> = new Set([
  ...Object.keys(ENTRY_FIELDS),
  "MESSAGE",
  "_LINE_BREAK",
  "CONTAINER_PARTIAL_MESSAGE",
]);

/** The first lines of journalctl's formats of one field a line. */
const EXPORT_START = /^__CURSOR=/;
const VERBOSE_START = /^[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? \S+ \[s=/;

export function journalFormat(bytes: Uint8Array): "export" | "verbose" | undefined {
  const start = decode(bytes, 0, Math.min(bytes.length, 200));
  return EXPORT_START.test(start) ? "export" : VERBOSE_START.test(start) ? "verbose" : undefined;
}

/** Entries of journalctl -o export: "KEY=value" lines up to an empty one; a value that is no plain text as its size (64 bit, little-endian) and bytes. */
export function* exportEntries(bytes: Uint8Array): Generator<Entry> {
  let fields: Record<string, string> = {};
  let line = 1;
  let messageLine = 1;
  for (let at = 0; at <= bytes.length; ) {
    const feed = bytes.indexOf(FEED, at);
    const end = feed < 0 ? bytes.length : feed;
    if (end === at) {
      if (Object.keys(fields).length > 0) yield { line: messageLine, fields };
      fields = {};
      at = end + 1;
      line++;
      continue;
    }
    const equals = bytes.subarray(at, Math.min(end, at + LONGEST_KEY)).indexOf(EQUALS);
    const key = decode(bytes, at, equals < 0 ? end : at + equals);
    if (equals < 0) {
      const size = sizeAt(bytes, end + 1);
      const start = end + 9;
      const next = Math.min(start + size, bytes.length);
      if (key === "MESSAGE") messageLine = line + 1 + countLineFeeds(bytes, end + 1, start);
      if (WANTED.has(key)) fields[key] = decode(bytes, start, next);
      line += countLineFeeds(bytes, at, next + 1);
      at = next + 1;
    } else {
      if (key === "MESSAGE") messageLine = line;
      if (WANTED.has(key)) fields[key] = decode(bytes, at + equals + 1, end);
      line++;
      at = end + 1;
    }
  }
}

/** A size beyond the text is damage: nothing is skipped. */
function sizeAt(bytes: Uint8Array, at: number): number {
  let size = 0;
  for (let index = 7; index >= 0; index--) size = size * 256 + (bytes[at + index] ?? 0);
  return size <= bytes.length - at - 8 ? size : 0;
}

/** Entries of journalctl -o verbose: a line with the time, then indented "KEY=value" lines; further lines of a value are indented to the value. */
export function* verboseEntries(bytes: Uint8Array): Generator<Entry> {
  let fields: Record<string, string> = {};
  let key = "";
  let line = 0;
  let messageLine = 1;
  for (let at = 0; at < bytes.length; ) {
    const feed = bytes.indexOf(FEED, at);
    const end = feed < 0 ? bytes.length : feed;
    const text = decode(bytes, at, end);
    at = end + 1;
    line++;
    const field = /^ {4}([A-Z_0-9]+)=(.*)$/s.exec(text);
    const indentation = 4 + key.length + 1;
    if (field) {
      key = field[1] ?? "";
      if (key === "MESSAGE") messageLine = line;
      if (WANTED.has(key)) fields[key] = field[2] ?? "";
    } else if (key !== "" && text.startsWith(" ".repeat(indentation))) {
      if (WANTED.has(key)) fields[key] += `\n${text.slice(indentation)}`;
    } else {
      if (Object.keys(fields).length > 0) yield { line: messageLine, fields };
      const time = /^[A-Z][a-z]{2} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?) (UTC|GMT)?/.exec(text);
      fields = time ? { timestamp: `${time[1]?.replace(" ", "T")}${time[3] ? "Z" : ""}` } : {};
      key = "";
    }
  }
  if (Object.keys(fields).length > 0) yield { line: messageLine, fields };
}
