import type { Anchor } from "./anchors.ts";
import { type Entry, textOf } from "./entry.ts";
import { ENTRY_FIELDS, type EntryForm, JOURNAL_FORMS, JSON_ENTRY_FORMS } from "./entry-forms.ts";
import { exportEntries, journalFormat, verboseEntries } from "./journal-entries.ts";
import { jsonEntries, jsonEntryAt } from "./json-entries.ts";
import { makeLayer } from "./layer.ts";
import type { Fields, SourceText } from "./source-text.ts";
import { TextBuilder } from "./text-builder.ts";

interface Stream {
  readonly builder: TextBuilder;
  readonly fields: Fields;
  /** Time of the entry that begins in a line of the text. */
  readonly times: Map<number, string>;
}

const HEADER = /goroutine \d+ (gp=\S+ m=\S+ (mp=\S+ )?)?\[/;
const ESCAPED_AFTER = /goroutine \d+ [^:\n]*:\n./;

/** Takes the entries of a log out of its text: each process's lines are a text of their own. Undefined for a text of another form. */
export function peelEntries(text: SourceText, anchors: readonly Anchor[]): SourceText[] | undefined {
  const { bytes } = text;
  const journal = journalFormat(bytes);
  if (journal === "export") return streamsOf(text, JOURNAL_FORMS.export, exportEntries(bytes));
  if (journal === "verbose") return streamsOf(text, JOURNAL_FORMS.verbose, verboseEntries(bytes));
  for (const anchor of anchors) {
    const fields = jsonEntryAt(bytes, anchor.lineStart, anchor.lineEnd);
    const form = fields && JSON_ENTRY_FORMS.find((candidate) => isOfForm(candidate, fields));
    if (form) return streamsOf(text, form, jsonEntries(bytes));
  }
  return undefined;
}

/** The entry holds a line, not the whole dump: that is a record. */
function isOfForm({ message, needs, hasBreaks }: EntryForm, fields: Entry["fields"]): boolean {
  const value = textOf(fields[message]);
  if (value === undefined || !HEADER.test(value) || !needs.some((key) => fields[key] !== undefined)) return false;
  return hasBreaks || !ESCAPED_AFTER.test(value) || needs.includes("_BOOT_ID");
}

function streamsOf(text: SourceText, form: EntryForm, entries: Iterable<Entry>): SourceText[] {
  const streams = new Map<string, Stream>();
  for (const { line, fields } of entries) {
    const message = textOf(fields[form.message]);
    if (message === undefined) continue;
    const identity = identityOf(fields);
    let stream = streams.get(identity);
    if (!stream) {
      stream = { builder: new TextBuilder(), fields: sharedFields(fields), times: new Map() };
      streams.set(identity, stream);
    }
    const time = timeOf(fields);
    if (time !== undefined) stream.times.set(line, time);
    stream.builder.appendText(message, line);
    if (!form.hasBreaks && !goesOn(fields)) stream.builder.endLine(line);
  }
  return [...streams.values()].map(({ builder, fields, times }) =>
    makeLayer(text, form.name, builder, (line) => {
      const time = times.get(line);
      return time === undefined ? fields : [["time", time], ...fields];
    }),
  );
}

/** The line was cut at a limit: the next entry has the rest of it. */
function goesOn(fields: Entry["fields"]): boolean {
  return fields["_LINE_BREAK"] === "line-max" || fields["CONTAINER_PARTIAL_MESSAGE"] === "true";
}

const IDENTITY_KEYS = Object.keys(ENTRY_FIELDS).filter((name) => ENTRY_FIELDS[name]?.identity);
const TIME_KEYS = Object.keys(ENTRY_FIELDS).filter((name) => ENTRY_FIELDS[name]?.key === "time");

function identityOf(fields: Entry["fields"]): string {
  let identity = "";
  for (const key of IDENTITY_KEYS) {
    const value = fields[key];
    if (value !== undefined) identity += `${key}=${typeof value === "string" ? value : JSON.stringify(value)}\n`;
  }
  return identity;
}

function timeOf(fields: Entry["fields"]): string | undefined {
  for (const key of TIME_KEYS) if (fields[key] !== undefined) return textOf(fields[key]);
  return undefined;
}

function sharedFields(fields: Entry["fields"]): Fields {
  return Object.entries(ENTRY_FIELDS).flatMap(([name, { key }]) => {
    const value = textOf(fields[name]);
    return value === undefined || key === "time" ? [] : [[key, value] as const];
  });
}
