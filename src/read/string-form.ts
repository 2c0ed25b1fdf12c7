import { TextBuilder } from "./text-builder.ts";
import { decode } from "./utf8.ts";
import { viewOf } from "./words.ts";

/** How a line is written that is a string in a line of another text: in a table, in a program, in a list. */
export interface StringForm {
  /** The byte before and behind it. */
  readonly quote: number;
  /** It has escape sequences; else a quote in it is written twice, as in CSV and in YAML's single quotes. */
  readonly escapes: boolean;
  /** Its line break is part of it. */
  readonly hasBreaks: boolean;
}

const DOUBLE = 0x22;
const FEED = 10;

/** The quote before a place; undefined for none. */
export function quoteBefore(bytes: Uint8Array, at: number): number | undefined {
  const quote = bytes[at - 1];
  return (quote === DOUBLE || quote === 0x27) && bytes[at - 2] !== 0x5c ? quote : undefined;
}

/** Appends the string that begins at a place of a line, without what stands behind its closing quote. */
export function appendString(
  builder: TextBuilder,
  view: DataView,
  start: number,
  origin: number,
  { quote, escapes, hasBreaks }: StringForm,
): void {
  let at = start;
  for (;;) {
    at = escapes ? builder.appendQuoted(view, at, origin) : appendRaw(builder, view, at, origin, quote);
    // A quote that is written twice.
    if (byteAt(view, at) !== quote || byteAt(view, at + 1) !== quote || escapes) break;
    builder.append(view, at, at + 1, origin);
    at += 2;
  }
  if (!hasBreaks) builder.endLine(origin);
}

/** @returns Where it stopped: at a quote or at the line's end. */
function appendRaw(builder: TextBuilder, view: DataView, start: number, origin: number, quote: number): number {
  let end = start;
  for (let byte = byteAt(view, end); byte >= 0 && byte !== quote && byte !== FEED; byte = byteAt(view, end)) end++;
  builder.append(view, start, end, origin);
  return end;
}

function byteAt(view: DataView, at: number): number {
  return at < view.byteLength ? view.getUint8(at) : -1;
}

/** What the string stands for that begins at a place. */
export function readString(bytes: Uint8Array, start: number, form: StringForm): string {
  const builder = new TextBuilder();
  appendString(builder, viewOf(bytes), start, 0, form);
  return decode(builder.finish().bytes);
}
