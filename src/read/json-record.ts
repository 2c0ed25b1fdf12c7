import { textOf } from "./entry.ts";
import { ENTRY_FIELDS } from "./entry-forms.ts";
import { jsonFields } from "./json-entries.ts";
import type { Fields } from "./source-text.ts";

/** Nothing but a message is longer. */
const LONGEST_FIELD = 500;

/** The fields of a record that is a JSON object, from what stands before and behind its message; undefined for another record. */
export function jsonRecord(prefix: string, suffix: string): Fields | undefined {
  const fields = jsonFields(`${prefix}${suffix}`);
  return (
    fields &&
    Object.entries(fields)
      .map(([key, value]) => [key, textOf(value) ?? ""] as const)
      .filter(([, value]) => value !== "" && value.length <= LONGEST_FIELD)
      .map(([key, value]) => [ENTRY_FIELDS[key]?.key ?? key, value] as const)
  );
}
