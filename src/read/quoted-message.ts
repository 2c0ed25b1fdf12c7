import { findBytes } from "./find-bytes.ts";
import { DUMP_BEGIN, DUMP_END } from "./markers.ts";
import type { Message } from "./message.ts";
import { withoutOctal } from "./octal.ts";
import { unquote } from "./unquote.ts";
import { decode } from "./utf8.ts";

const FEED = 10;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** systemd's LINE_MAX, the smallest limit at which a log splits a line (the others: rsyslog 8 KiB, Docker 16 KiB, systemd since 235 48 KiB). */
const SMALLEST_LIMIT = 1900;
/** How a record begins: not the rest of the one before. */
const RECORD_START = /^(time=|level=|\{"|[A-Z]{4}\[|\d{4}[-/]\d\d[-/]\d\d[T ]|[A-Z][a-z]{2} [ \d]\d )/;
const ESCAPED_HEADER = /goroutine \d+ [^\n:]*:\\+n/;

/**
 * The message is escaped and ends, like the record, in this line, or in those that a limit split from it.
 *
 * @param firstEnd Where the line of `start` ends.
 */
export function quotedMessage(bytes: Uint8Array, start: number, firstEnd: number): Message {
  let limit = firstEnd;
  let message = unquote(bytes, start, limit);
  const pieces = [bytes.subarray(start, limit)];
  for (let from = start; !message.closed && wasSplit(bytes, from, limit); ) {
    from = limit + 1;
    limit = lineEnd(bytes, from);
    pieces.push(bytes.subarray(from, limit));
    const closing = closingQuote(bytes, from, limit);
    if (closing < 0) continue;
    const joined = joinPieces(pieces);
    message = unquote(joined, 0, joined.length);
    return finish(message.bytes, false, limit - (joined.length - message.end), limit, pieces.length - 1);
  }
  if (pieces.length > 1) {
    const joined = joinPieces(pieces);
    message = unquote(joined, 0, joined.length);
    return finish(message.bytes, true, limit, limit, pieces.length - 1);
  }
  const hasQuote = bytes[start - 1] === QUOTE;
  return finish(message.bytes, hasQuote && !message.closed, Math.min(message.end, limit), limit, 0);
}

function finish(unquoted: Uint8Array, open: boolean, suffixStart: number, suffixEnd: number, breaks: number): Message {
  let bytes = unquoted;
  if (ESCAPED_HEADER.test(decode(bytes, 0, 400))) bytes = unquote(bytes, 0, bytes.length).bytes;
  const end = findEnd(bytes);
  const isMarked = findBytes(bytes.subarray(0, 400), DUMP_BEGIN) >= 0;
  return {
    bytes: end < 0 ? bytes : bytes.subarray(0, end),
    cut: isMarked ? end < 0 : open,
    breaks,
    suffixStart,
    suffixEnd,
  };
}

/** The end marker mostly stands at the end. */
function findEnd(bytes: Uint8Array): number {
  const tail = Math.max(0, bytes.length - 2 * DUMP_END.length);
  const end = findBytes(bytes, DUMP_END, tail);
  return end < 0 ? findBytes(bytes, DUMP_END) : end;
}

/** Where the rest of a record begins that a limit split behind the line bytes[start, end); -1 when it did not. */
export function restBehind(bytes: Uint8Array, start: number, end: number = lineEnd(bytes, start)): number {
  return wasSplit(bytes, start, end) ? end + 1 : -1;
}

/** The line is long enough for a limit, and what follows is no record of its own. */
function wasSplit(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < SMALLEST_LIMIT || end + 1 >= bytes.length) return false;
  return !RECORD_START.test(decode(bytes, end + 1, Math.min(end + 40, bytes.length)));
}

/** First quote of a piece that is not escaped; -1 for none. A piece may begin in the middle of an escape sequence. */
function closingQuote(bytes: Uint8Array, from: number, limit: number): number {
  const piece = bytes.subarray(0, limit);
  for (let at = piece.indexOf(QUOTE, from); at >= 0; at = piece.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    for (let before = at - 1; before > 0; before--) {
      if (bytes[before] === BACKSLASH) backslashes++;
      else if (bytes[before] !== FEED || bytes[before - 1] !== BACKSLASH) break;
    }
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}

function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function lineEnd(bytes: Uint8Array, at: number): number {
  const feed = bytes.indexOf(FEED, at);
  return feed < 0 ? bytes.length : feed;
}

/** The message is in one line in which syslog wrote control characters as "#" and three octal digits. */
export function octalMessage(bytes: Uint8Array, start: number, limit: number): Message {
  const text = withoutOctal(bytes.subarray(start, limit));
  const end = findEnd(text);
  return { bytes: end < 0 ? text : text.subarray(0, end), cut: false, breaks: 0, suffixStart: limit, suffixEnd: limit };
}
