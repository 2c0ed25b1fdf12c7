import { ENTRY_FIELDS } from "./entry-forms.ts";
import { jsonEntryAt } from "./json-entries.ts";
import type { Fields } from "./source-text.ts";

/** Nothing but a dump or a message is longer. */
const LONGEST_FIELD = 500;

/** The fields of a record that is, as a whole line, a JSON object, without the message; undefined for another line. */
export function jsonRecord(bytes: Uint8Array, start: number): Fields | undefined {
  const feed = bytes.indexOf(10, start);
  const fields = jsonEntryAt(bytes, start, feed < 0 ? bytes.length : feed);
  return (
    fields &&
    Object.entries(fields)
      .filter(([, value]) => value.length <= LONGEST_FIELD)
      .map(([key, value]) => [ENTRY_FIELDS[key]?.key ?? key, value] as const)
  );
}
