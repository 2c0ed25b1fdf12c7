import { match } from "./generated/envelope.js";
import type { LineForm } from "./line-forms.ts";
import { decode } from "./utf8.ts";

/** A field in what stands before a line's message. */
export interface PrefixField {
  readonly key: string;
  readonly value: string;
  /** Bytes of the prefix. */
  readonly start: number;
  readonly end: number;
  /** Another value does not mean another process. */
  readonly varies: boolean;
}

export interface LinePrefix {
  readonly fields: readonly PrefixField[];
  /** Length of the prefix in bytes. */
  readonly end: number;
}

/** Nothing that a log puts before a message is longer. */
const LONGEST_PREFIX = 512;

/** Reads what a form puts before the message of the line that starts at a byte; undefined when the line is of another form. */
export function readLinePrefix(form: LineForm, bytes: Uint8Array, start: number): LinePrefix | undefined {
  const line = bytes.subarray(start, start + LONGEST_PREFIX);
  const feed = line.indexOf(10);
  // One character a byte: places in it are places in the bytes.
  const text = String.fromCharCode(...(feed < 0 ? line : line.subarray(0, feed)));
  const prefix = match(text, form.rule) as LinePrefix | undefined;
  if (!prefix) return undefined;
  const fields = prefix.fields.map((field) => ({
    ...field,
    value: decode(bytes, start + field.start, start + field.end),
  }));
  return { fields, end: prefix.end };
}
