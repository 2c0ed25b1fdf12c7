import { quoteAt } from "./quote-at.ts";
import { TextBuilder } from "./text-builder.ts";
import { decode } from "./utf8.ts";
import { viewOf } from "./words.ts";

/** How a line is written that is a string in a line of another text: in a table, in a program, in a list. */
export interface StringForm {
  /** The byte before and behind it. */
  readonly quote: number;
  /** The byte behind a value that stands there without quotes, as short ones do; -1 for the line's end. Absent where all have quotes. */
  readonly rawEnd?: number;
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

/** Appends the string that begins at a place of a line (before its quote where that may be missing), without what stands behind its closing quote. */
export function appendString(
  builder: TextBuilder,
  view: DataView,
  start: number,
  origin: number,
  { quote, rawEnd, escapes, hasBreaks }: StringForm,
): void {
  // YAML knows both quotes.
  const isOther = rawEnd !== undefined && byteAt(view, start) === DOUBLE && quote !== DOUBLE;
  const isRaw = rawEnd !== undefined && byteAt(view, start) !== quote && !isOther;
  const at = rawEnd === undefined || isRaw ? start : start + 1;
  if (isRaw) appendRaw(builder, view, at, origin, rawEnd);
  else if (isOther) appendEscaped(builder, view, at, origin, DOUBLE);
  else if (escapes) appendEscaped(builder, view, at, origin, quote);
  else appendDoubled(builder, view, at, origin, quote);
  if (!hasBreaks || isRaw) builder.endLine(origin);
}

/** A quote in it is written twice. */
function appendDoubled(builder: TextBuilder, view: DataView, start: number, origin: number, quote: number): void {
  let at = appendRaw(builder, view, start, origin, quote);
  for (; byteAt(view, at) === quote && byteAt(view, at + 1) === quote; ) {
    builder.append(view, at, at + 1, origin);
    at = appendRaw(builder, view, at + 2, origin, quote);
  }
}

function appendEscaped(builder: TextBuilder, view: DataView, start: number, origin: number, quote: number): void {
  const end = quote === DOUBLE ? -1 : quoteAt(view, start, view.byteLength, quote);
  const text = end < 0 ? view : new DataView(view.buffer, view.byteOffset, end);
  let at = builder.appendQuoted(text, start, origin);
  // Other quotes in it are plain.
  for (; quote !== DOUBLE && byteAt(text, at) === DOUBLE; at = builder.appendQuoted(text, at + 1, origin))
    builder.append(text, at, at + 1, origin);
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
