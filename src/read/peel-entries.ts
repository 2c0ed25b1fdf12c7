import type { Anchor } from "./anchor.ts";
import type { Anchors } from "./anchors.ts";
import { type EntryFields, textOf } from "./entry.ts";
import { ENTRY_FIELDS, type EntryForm, JOURNAL_FORMS, JSON_ENTRY_FORMS } from "./entry-forms.ts";
import { EntryIndex } from "./entry-index.ts";
import type { EntryReader } from "./entry-reader.ts";
import type { EntryTemplate } from "./entry-template.ts";
import { ExportEntries, journalFormat, VerboseEntries } from "./journal-entries.ts";
import { JsonEntries, jsonObjectAround } from "./json-entries.ts";
import { makeLayer } from "./layer.ts";
import type { Fields, SourceText } from "./source-text.ts";
import { TextBuilder } from "./text-builder.ts";
import { decode } from "./utf8.ts";

interface Stream {
  readonly builder: TextBuilder;
  readonly fields: Fields;
  /** Most entries of a process are alike. */
  template: EntryTemplate | undefined;
}

const HEADER = /goroutine \d+ (gp=\S+ m=\S+ (mp=\S+ )?)?\[/;
const ESCAPED_AFTER = /goroutine \d+ [^:\n]*:\n.|goroutine\w* profile: total \d+\n./;

/** Bytes around a header that tell whether it stands in a record. */
const NEAR = 300;
/** The name of the field in whose value the text ends. */
const STRING_START = /"(\w+)"\s*:\s*"(?:[^"\\]|\\.)*$/;
const MORE_BEHIND = /^goroutine \d+ [^:\n]*:\\n[^"]/;

/** Takes the entries of a log out of its text: each process's lines are a text of their own. Undefined for a text of another form. */
export function peelEntries(text: SourceText, anchors: Anchors): SourceText[] | undefined {
  const { bytes } = text;
  const journal = journalFormat(bytes);
  if (journal === "export") return streamsOf(text, JOURNAL_FORMS.export, () => new ExportEntries(bytes));
  if (journal === "verbose") return streamsOf(text, JOURNAL_FORMS.verbose, () => new VerboseEntries(bytes));
  for (const anchor of anchors) {
    if (isInRecord(bytes, anchor)) continue;
    const fields = jsonObjectAround(bytes, anchor);
    const form = fields && JSON_ENTRY_FORMS.find((candidate) => isOfForm(candidate, fields, anchor.beginning));
    if (form) return streamsOf(text, form, () => new JsonEntries(bytes, form.message));
  }
  return undefined;
}

/**
 * Tells by its surroundings that a header stands in a record with the whole dump, and not in an entry: the string has more lines behind it,
 * in a field that has but one line of them in entries. Such a record may be as long as the file.
 */
function isInRecord(bytes: Uint8Array, { at, breaks, lineStart }: Anchor): boolean {
  if (breaks !== "escaped") return false;
  const before = decode(bytes, Math.max(lineStart, at - NEAR), at);
  const name = STRING_START.exec(before)?.[1];
  const isOfOneLine = !JSON_ENTRY_FORMS.some(
    ({ message, hasBreaks, needs }) => message === name && (hasBreaks || needs.includes("_BOOT_ID")),
  );
  return name !== undefined && isOfOneLine && MORE_BEHIND.test(decode(bytes, at, at + NEAR));
}

/** The entry holds a line, not the whole dump: that is a record. */
function isOfForm(
  { message, needs, hasBreaks }: EntryForm,
  fields: EntryFields,
  beginning: Anchor["beginning"],
): boolean {
  const value = textOf(fields[message]);
  const isBeginning = (text: string) => (beginning ? text.includes(beginning.sign) : HEADER.test(text));
  if (value === undefined || !isBeginning(value) || !needs.some((key) => fields[key] !== undefined)) return false;
  return hasBreaks || !ESCAPED_AFTER.test(value) || needs.includes("_BOOT_ID");
}

function streamsOf(text: SourceText, form: EntryForm, makeReader: () => EntryReader): SourceText[] {
  const reader = makeReader();
  const fieldsReader = makeReader();
  const { marks } = reader;
  const streams = new Map<string, Stream>();
  const index = new EntryIndex();
  let stream: Stream | undefined;
  for (;;) {
    if (stream?.template && reader.nextAlike(stream.template, stream.builder)) {
      index.add(marks.line, marks.start);
      if (!form.hasBreaks && !stream.template.goesOn) stream.builder.endLine(marks.line);
      continue;
    }
    if (!reader.next()) break;
    if (marks.message < 0) continue;
    const { line, start, goesOn } = marks;
    if (!stream || !marks.isSameProcess()) {
      const process = marks.rememberProcess();
      stream = streams.get(process) ?? {
        builder: new TextBuilder(streams.size === 0 ? text.bytes.length : 0),
        fields: sharedFields(fieldsReader.fieldsAt(start)),
        template: undefined,
      };
      streams.set(process, stream);
    }
    index.add(line, start);
    reader.appendMessage(stream.builder);
    stream.template = reader.template() ?? stream.template;
    if (!form.hasBreaks && !goesOn) stream.builder.endLine(line);
  }
  return [...streams.values()].map(({ builder, fields }) =>
    makeLayer(text, form.name, builder, (line) => {
      const start = index.startAt(line);
      const time = start === undefined ? undefined : timeOf(fieldsReader.fieldsAt(start));
      return time === undefined ? fields : [["time", time], ...fields];
    }),
  );
}

const TIME_KEYS = Object.keys(ENTRY_FIELDS).filter((name) => ENTRY_FIELDS[name]?.key === "time");

function timeOf(fields: EntryFields): string | undefined {
  for (const key of TIME_KEYS) if (fields[key] !== undefined) return textOf(fields[key]);
  return undefined;
}

function sharedFields(fields: EntryFields): Fields {
  return Object.entries(ENTRY_FIELDS).flatMap(([name, { key }]) => {
    const value = textOf(fields[name]);
    return value === undefined || key === "time" ? [] : [[key, value] as const];
  });
}
