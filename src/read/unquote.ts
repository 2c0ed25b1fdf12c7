import { escapedBytes, LONGEST_ESCAPE } from "./escapes.ts";
import { quoteAt } from "./quote-at.ts";
import { TextBuilder } from "./text-builder.ts";
import { viewOf } from "./words.ts";

const FEED = 10;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_N = 0x6e;

/** No quote began the text. */
export const NO_QUOTE = 0;

export interface Unquoted {
  readonly bytes: Uint8Array;
  /** Where the closing quote stands; where the text ends when there is none. */
  readonly end: number;
  readonly closed: boolean;
  /** Line breaks at which it was split. */
  readonly splits: number;
}

/** Whether what stands in the line bytes[start, end) goes on in the next one, because a limit split it there. */
export type IsSplit = (bytes: Uint8Array, start: number, end: number) => boolean;

interface Quoting {
  /** When it is given, the text is that of a line, and may go on in the next lines; else line breaks are part of it. */
  readonly isSplit?: IsSplit;
  /** The quote that ends it; when none began it: a double one behind which no line of the text follows. */
  readonly quote?: number | undefined;
}

/** Undoes the quoting of bytes[start, end) up to the first quote that ends it and is not escaped, by the rules of Go's %q, of JSON and of Python. */
export function unquote(
  bytes: Uint8Array,
  start: number,
  end: number,
  { isSplit, quote = QUOTE }: Quoting = {},
): Unquoted {
  const most = isSplit ? bytes.length : end;
  const other = quote === QUOTE || quote === NO_QUOTE ? -1 : quoteAt(viewOf(bytes), start, most, quote);
  const limit = other < 0 ? most : other;
  const text = viewOf(bytes.subarray(0, limit));
  const builder = new TextBuilder(end - start);
  let line = start;
  let splits = 0;
  const ended = (at: number, closed: boolean) => ({ bytes: builder.finish().bytes, end: at, closed, splits });
  for (let at = start; ; ) {
    at = builder.appendQuoted(text, at, 0);
    const byte = bytes[at];
    if (at === limit) return ended(at, other >= 0);
    if (byte === QUOTE) {
      if (quote === QUOTE || (quote === NO_QUOTE && !hasBreak(bytes, at))) return ended(at, true);
      builder.append(text, at, at + 1, 0);
      at++;
      continue;
    }
    const feed = byte === FEED ? at : bytes.indexOf(FEED, at);
    const goesOn = isSplit?.(bytes, line, feed) ?? false;
    if (byte === BACKSLASH) {
      const sequence = escapedBytes(viewOf(goesOn ? joined(bytes, at, feed) : bytes.slice(at, feed)), 0);
      builder.append(viewOf(sequence.bytes), 0, sequence.bytes.length, 0);
      at += sequence.length;
      if (at <= feed) continue;
    } else if (!isSplit) builder.endLine(0);
    else if (!goesOn) return ended(at, false);
    if (goesOn) {
      splits++;
      line = feed + 1;
    }
    at++;
  }
}

/** An escaped line break stands in the rest of the line. */
function hasBreak(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length && bytes[at] !== FEED; at++)
    if (bytes[at] === BACKSLASH && bytes[at + 1] === LETTER_N) return true;
  return false;
}

/** An escape sequence that was split at a line break. */
function joined(bytes: Uint8Array, start: number, feed: number): Uint8Array {
  return Uint8Array.from([...bytes.subarray(start, feed), ...bytes.subarray(feed + 1, feed + 1 + LONGEST_ESCAPE)]);
}
