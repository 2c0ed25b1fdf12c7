import { type EntryFields, textOf } from "./entry.ts";
import { ENTRY_FIELDS, type EntryForm, JOURNAL_FORMS } from "./entry-forms.ts";
import { EntryIndex } from "./entry-index.ts";
import type { EntryReader } from "./entry-reader.ts";
import type { EntryTemplate } from "./entry-template.ts";
import { ExportEntries, journalFormat, VerboseEntries } from "./journal-entries.ts";
import { JsonEntries, PATH } from "./json-entries.ts";
import { makeLayer } from "./layer.ts";
import type { Fields, SourceText } from "./source-text.ts";
import { TextBuilder } from "./text-builder.ts";
import { viewOf } from "./words.ts";

interface Stream {
  readonly builder: TextBuilder;
  readonly fields: Fields;
  /** Most entries of a process are alike. */
  template: EntryTemplate | undefined;
}

interface PeeledEntries {
  readonly peeled: SourceText[];
  /** What stands between the entries, and entries without a message. */
  readonly rest: SourceText;
}

/** Takes entries as journalctl prints them, one field a line, out of a text; undefined for a text that does not begin with one. */
export function peelJournal(text: SourceText): PeeledEntries | undefined {
  const { bytes } = text;
  const journal = journalFormat(bytes);
  if (journal === "export") return streamsOf(text, JOURNAL_FORMS.export, () => new ExportEntries(bytes));
  if (journal === "verbose") return streamsOf(text, JOURNAL_FORMS.verbose, () => new VerboseEntries(bytes));
  return undefined;
}

/** Takes entries that are JSON objects out of a text: each process's lines are a text of their own. */
export function peelEntries(text: SourceText, form: EntryForm): PeeledEntries {
  return streamsOf(text, form, () => new JsonEntries(text.bytes, form.message));
}

function streamsOf(text: SourceText, form: EntryForm, makeReader: () => EntryReader): PeeledEntries {
  const reader = makeReader();
  const fieldsReader = makeReader();
  const fieldsAt = (start: number) => allFields(fieldsReader.fieldsAt(start), form.message);
  const { marks } = reader;
  const streams = new Map<string, Stream>();
  const index = new EntryIndex();
  const view = viewOf(text.bytes);
  const rest = new TextBuilder();
  let stream: Stream | undefined;
  for (;;) {
    const { at, line: first } = reader;
    if (stream?.template && reader.nextAlike(stream.template, stream.builder)) {
      index.add(marks.line, marks.start);
      if (!form.hasBreaks && !stream.template.goesOn) stream.builder.endLine(marks.line);
      continue;
    }
    const isEntry = reader.next();
    const { line, start, goesOn } = marks;
    // An entry that is cut off ends behind the text.
    const end = Math.min(isEntry && marks.message >= 0 ? start : reader.at, view.byteLength);
    if (end > at) rest.appendLines(view, at, end, first);
    if (!isEntry) break;
    if (marks.message < 0) continue;
    if (!stream || !marks.isSameProcess()) {
      const process = marks.rememberProcess();
      stream = streams.get(process) ?? {
        builder: new TextBuilder(streams.size === 0 ? text.bytes.length : 0),
        fields: sharedFields(fieldsAt(start)),
        template: undefined,
      };
      streams.set(process, stream);
    }
    index.add(line, start);
    reader.appendMessage(stream.builder);
    stream.template = reader.template() ?? stream.template;
    if (!form.hasBreaks && !goesOn) stream.builder.endLine(line);
  }
  const peeled = [...streams.values()].map(({ builder, fields }) =>
    makeLayer(text, [form.name], builder, (line) => {
      const start = index.startAt(line);
      const time = start === undefined ? undefined : timeOf(fieldsAt(start));
      return time === undefined ? fields : [["time", time], ...fields];
    }),
  );
  return { peeled, rest: makeLayer(text, [], rest, () => []) };
}

const TIME_KEYS = Object.keys(ENTRY_FIELDS).filter((name) => ENTRY_FIELDS[name]?.key === "time");

function timeOf(fields: EntryFields): string | undefined {
  for (const key of TIME_KEYS) if (fields[key] !== undefined) return textOf(fields[key]);
  return undefined;
}

/** The fields of an entry with those of the objects in it in which its message is: the inner ones know better. */
function allFields(fields: EntryFields, message: string): EntryFields {
  const [name = "", ...inner] = message.split(PATH);
  const object = fields[name];
  if (inner.length === 0 || typeof object !== "object" || object === null) return fields;
  return { ...fields, ...allFields(object as EntryFields, inner.join(PATH)) };
}

function sharedFields(fields: EntryFields): Fields {
  return Object.entries(ENTRY_FIELDS).flatMap(([name, { key }]) => {
    const value = textOf(fields[name]);
    return value === undefined || key === "time" ? [] : [[key, value] as const];
  });
}
