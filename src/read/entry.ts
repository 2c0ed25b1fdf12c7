/** What a log's entry says, by the names of its fields. Values are texts; of JSON also numbers, lists, objects. */
export type EntryFields = Readonly<Record<string, unknown>>;

/** A field's value as a text. journald writes a text with unprintable characters as the list of its bytes. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string" || value === undefined) return value;
  if (Array.isArray(value) && value.every((byte) => typeof byte === "number"))
    return new TextDecoder().decode(Uint8Array.from(value));
  return JSON.stringify(value) ?? "";
}
