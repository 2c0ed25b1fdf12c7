import { escapedBytes, LONGEST_ESCAPE } from "./escapes.ts";
import { TextBuilder } from "./text-builder.ts";
import { viewOf } from "./words.ts";

const FEED = 10;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

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

/**
 * Undoes the quoting of bytes[start, end) up to the first quote that is not escaped, by the rules of Go's %q and of JSON.
 *
 * @param isSplit When it is given, the text is that of a line, and may go on in the next lines; else line breaks are part of it.
 */
export function unquote(bytes: Uint8Array, start: number, end: number, isSplit?: IsSplit): Unquoted {
  const limit = isSplit ? bytes.length : end;
  const text = viewOf(bytes.subarray(0, limit));
  const builder = new TextBuilder(end - start);
  let line = start;
  let splits = 0;
  const ended = (at: number, closed: boolean) => ({ bytes: builder.finish().bytes, end: at, closed, splits });
  for (let at = start; ; ) {
    at = builder.appendQuoted(text, at, 0);
    const byte = bytes[at];
    if (at === limit) return ended(at, false);
    if (byte === QUOTE) return ended(at, true);
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

/** An escape sequence that was split at a line break. */
function joined(bytes: Uint8Array, start: number, feed: number): Uint8Array {
  return Uint8Array.from([...bytes.subarray(start, feed), ...bytes.subarray(feed + 1, feed + 1 + LONGEST_ESCAPE)]);
}
