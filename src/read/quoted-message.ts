import { findBytes } from "./find-bytes.ts";
import { DUMP_BEGIN, DUMP_END } from "./markers.ts";
import type { Message } from "./message.ts";
import { messageStart } from "./message-start.ts";
import { withoutOctal } from "./octal.ts";
import { NO_QUOTE, unquote } from "./unquote.ts";
import { decode } from "./utf8.ts";

const FEED = 10;
const QUOTE = 0x22;
/** systemd's LINE_MAX, the smallest limit at which a log splits a line (the others: rsyslog 8 KiB, Docker 16 KiB, systemd since 235 48 KiB). */
const SMALLEST_LIMIT = 1900;
/** How a record begins: not the rest of the one before. */
const RECORD_START = /^(time=|level=|\{"|[A-Z]{4}\[|\d{4}[-/]\d\d[-/]\d\d[T ]|[A-Z][a-z]{2} [ \d]\d )/;
/** First bytes of those. */
const MAY_START = Uint8Array.from({ length: 256 }, (_, byte) => Number(/[tl{A-Z\d]/.test(String.fromCharCode(byte))));
const ESCAPED_HEADER = /goroutine \d+ [^\n:]*:\\+n/;
const LONGEST_BEGINNING = 1000;
/** JSON in JSON. */
const DEEPEST = 6;

/**
 * The message is escaped and ends, like the record, in this line, or in those that a limit split from it.
 *
 * @param firstEnd Where the line of `start` ends.
 * @param quote The quote that ends the message, or NO_QUOTE.
 */
export function quotedMessage(bytes: Uint8Array, start: number, firstEnd: number, quote: number): Message {
  const { bytes: text, end, closed, splits } = unquote(bytes, start, firstEnd, { isSplit: wasSplit, quote });
  const suffixEnd = splits === 0 ? firstEnd : lineEnd(bytes, end);
  const isOpen = !closed && (splits > 0 || quote !== NO_QUOTE);
  return finish(text, isOpen, end, suffixEnd, splits);
}

function finish(unquoted: Uint8Array, open: boolean, suffixStart: number, suffixEnd: number, breaks: number): Message {
  let bytes = unquoted;
  // Messages in messages.
  for (let depth = 0; depth < DEEPEST; depth++) {
    const header = ESCAPED_HEADER.exec(String.fromCharCode(...bytes.subarray(0, LONGEST_BEGINNING)));
    if (!header) break;
    const { at, quote } = messageStart(bytes, 0, header.index);
    bytes = unquote(bytes, quote === NO_QUOTE ? 0 : at, bytes.length, { quote: quote || QUOTE }).bytes;
  }
  const isMarked = findBytes(bytes.subarray(0, 400), DUMP_BEGIN) >= 0;
  const end = findEnd(bytes, isMarked);
  return {
    bytes: end < 0 ? bytes : bytes.subarray(0, end),
    cut: isMarked ? end < 0 : open,
    breaks,
    suffixStart,
    suffixEnd,
  };
}

/** The end marker mostly stands at the end. A message without the other marker is not searched for it. */
function findEnd(bytes: Uint8Array, isMarked: boolean): number {
  const tail = Math.max(0, bytes.length - 2 * DUMP_END.length);
  const end = findBytes(bytes, DUMP_END, tail);
  return end < 0 && isMarked ? findBytes(bytes, DUMP_END) : end;
}

/** Where the rest of a record begins that a limit split behind the line bytes[start, end); -1 when it did not. */
export function restBehind(bytes: Uint8Array, start: number, end: number = lineEnd(bytes, start)): number {
  return wasSplit(bytes, start, end) ? end + 1 : -1;
}

/** The line is long enough for a limit, and what follows is no record of its own. */
function wasSplit(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < SMALLEST_LIMIT || end + 1 >= bytes.length) return false;
  // Most parts of a dump begin otherwise: no text is made of those.
  if (!MAY_START[bytes[end + 1] as number]) return true;
  return !RECORD_START.test(decode(bytes, end + 1, Math.min(end + 40, bytes.length)));
}

function lineEnd(bytes: Uint8Array, at: number): number {
  const feed = bytes.indexOf(FEED, at);
  return feed < 0 ? bytes.length : feed;
}

/** The message is in one line in which syslog wrote control characters as "#" and three octal digits. */
export function octalMessage(bytes: Uint8Array, start: number, limit: number): Message {
  const text = withoutOctal(bytes.subarray(start, limit));
  const end = findEnd(text, true);
  return { bytes: end < 0 ? text : text.subarray(0, end), cut: false, breaks: 0, suffixStart: limit, suffixEnd: limit };
}
