import type { Anchor } from "./anchor.ts";
import { type EntryFields, textOf } from "./entry.ts";
import { type EntryForm, JSON_ENTRY_FORMS } from "./entry-forms.ts";
import { jsonObjectAround, mayBeObjectAround, PATH } from "./json-entries.ts";
import { decode } from "./utf8.ts";

const HEADER = /goroutine \d+ (gp=\S+ m=\S+ (mp=\S+ )?)?\[/;
/** The message is a header, with a line break or without one. */
const WHOLE_HEADER = /^\s*goroutine \d+ .*[\]}]:\r?(\n?)$/;
const ONE_LINE = /^.*?\r?(\n?)$/;
const ESCAPED_AFTER = /goroutine \d+ [^:\n]*:\n.|goroutine\w* profile: total \d+\n./;
/** Bytes around a header that tell whether it stands in a record. */
const NEAR = 300;
/** The name of the field in whose value the text ends. */
const STRING_START = /"(\w+)"\s*:\s*"(?:[^"\\]|\\.)*$/;
const MORE_BEHIND = /^goroutine \d+ [^:\n]*:\\n[^"]/;
/** Objects of an entry in which its message may be, one in the other. */
const DEEPEST = 3;
const EXAMPLE = '{"insertId":"x1","textPayload":"goroutine 1 [running]:","timestamp":"2026-11-23T15:51:56.076421521Z"}';

/** How a log writes its entries in one of which a header stands: JSON objects with a line each. Undefined for another text. */
export function entryForm(bytes: Uint8Array, anchor: Anchor): EntryForm | undefined {
  const { beginning } = anchor;
  const place = { lineStart: beginning?.signLine ?? anchor.lineStart };
  if (!mayBeObjectAround(bytes, place) || isInRecord(bytes, anchor)) return undefined;
  const fields = jsonObjectAround(bytes, place);
  if (!fields) return undefined;
  const known = JSON_ENTRY_FORMS.find((form) => isOfForm(form, fields, beginning));
  if (!known) return unknownForm(fields, beginning);
  const breaks = beginning ? undefined : breaksOf(textOf(fields[known.message]) ?? "");
  return breaks === undefined ? known : { ...known, hasBreaks: breaks };
}

/** Whatever field has a header and nothing else: all logs that are exported as JSON have one. */
function unknownForm(fields: EntryFields, beginning: Anchor["beginning"]): EntryForm | undefined {
  const place = placeOfHeader(fields, DEEPEST, beginning);
  if (!place) return undefined;
  const { path, hasBreaks } = place;
  const source = "Stackdriver's textPayload, Loki's line, `go test -json`, GELF and others";
  return { name: "json-lines", message: path.join(PATH), needs: [], hasBreaks, example: EXAMPLE, source };
}

interface HeaderPlace {
  readonly path: readonly string[];
  readonly hasBreaks: boolean;
}

function placeOfHeader(fields: EntryFields, depth: number, beginning: Anchor["beginning"]): HeaderPlace | undefined {
  for (const [name, value] of Object.entries(fields)) {
    const hasBreaks = typeof value === "string" ? breaksOf(value, beginning) : undefined;
    if (hasBreaks !== undefined) return { path: [name], hasBreaks };
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value) && depth > 0;
    const inner = isObject ? placeOfHeader(value as EntryFields, depth - 1, beginning) : undefined;
    if (inner) return { path: [name, ...inner.path], hasBreaks: inner.hasBreaks };
  }
  return undefined;
}

/** Whether a whole header, or the first line of another form, ends with its line break; undefined for another text. */
function breaksOf(value: string, beginning?: Anchor["beginning"]): boolean | undefined {
  const found = beginning ? value.includes(beginning.sign) && ONE_LINE.exec(value) : WHOLE_HEADER.exec(value);
  return found ? found[1] !== "" : undefined;
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
