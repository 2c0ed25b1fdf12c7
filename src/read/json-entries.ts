import type { Entry } from "./entry.ts";
import { decode } from "./utf8.ts";

const FEED = 10;
const BRACE = 0x7b;
/** Decoding many lines at once is several times faster than one by one. */
const BLOCK = 1 << 20;

/** The JSON objects of a text with one a line; other lines, and damaged ones, are left out. */
export function* jsonEntries(bytes: Uint8Array): Generator<Entry> {
  let line = 1;
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(FEED, Math.min(start + BLOCK, bytes.length));
    const end = feed < 0 ? bytes.length : feed;
    for (const text of decode(bytes, start, end).split("\n")) {
      const fields = jsonFields(text);
      if (fields) yield { line, fields };
      line++;
    }
    start = end + 1;
  }
}

/** The fields of the JSON object in the line bytes[start, end). */
export function jsonEntryAt(bytes: Uint8Array, start: number, end: number): Entry["fields"] | undefined {
  return bytes[start] === BRACE ? jsonFields(decode(bytes, start, end)) : undefined;
}

/** The fields of a JSON object; undefined for another text. */
export function jsonFields(text: string): Entry["fields"] | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const object: unknown = JSON.parse(text);
    return typeof object === "object" && object !== null ? (object as Entry["fields"]) : undefined;
  } catch {
    return undefined;
  }
}
