import { findBytes } from "./find-bytes.ts";
import { DUMP_BEGIN, DUMP_END } from "./markers.ts";
import type { Message } from "./message.ts";
import { unquote } from "./unquote.ts";
import { decode, encode } from "./utf8.ts";

const FEED = 10;
/** systemd's LINE_MAX, the smallest limit at which a log splits a line (the others: rsyslog 8 KiB, Docker 16 KiB, systemd since 235 48 KiB). */
const SMALLEST_LIMIT = 1900;
/** How a record begins: not the rest of the one before. */
const RECORD_START = /^(time=|level=|\{"|[A-Z]{4}\[|\d{4}[-/]\d\d[-/]\d\d[T ]|[A-Z][a-z]{2} [ \d]\d )/;
const ESCAPED_HEADER = /goroutine \d+ [^\n:]*:\\+n/;

/** The message is escaped and ends, like the record, in this line, or in those that a limit split from it. */
export function quotedMessage(bytes: Uint8Array, start: number): Message {
  let limit = lineEnd(bytes, start);
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
    return finish(message.bytes, false, limit - (joined.length - message.end), limit);
  }
  if (pieces.length > 1) {
    const joined = joinPieces(pieces);
    message = unquote(joined, 0, joined.length);
    return finish(message.bytes, true, limit, limit);
  }
  const hasQuote = bytes[start - 1] === 0x22;
  return finish(message.bytes, hasQuote && !message.closed, Math.min(message.end, limit), limit);
}

function finish(unquoted: Uint8Array, open: boolean, suffixStart: number, suffixEnd: number): Message {
  let bytes = unquoted;
  if (ESCAPED_HEADER.test(decode(bytes, 0, 400))) bytes = unquote(bytes, 0, bytes.length).bytes;
  const end = findBytes(bytes, DUMP_END);
  const isMarked = findBytes(bytes.subarray(0, 400), DUMP_BEGIN) >= 0;
  return {
    bytes: end < 0 ? bytes : bytes.subarray(0, end),
    cut: isMarked ? end < 0 : open,
    suffixStart,
    suffixEnd,
  };
}

/** The line is long enough for a limit, and what follows is no record of its own. */
function wasSplit(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < SMALLEST_LIMIT || end + 1 >= bytes.length) return false;
  return !RECORD_START.test(decode(bytes, end + 1, Math.min(end + 40, bytes.length)));
}

/** First quote of a piece that is not escaped; -1 for none. A piece may begin in the middle of an escape sequence. */
function closingQuote(bytes: Uint8Array, from: number, limit: number): number {
  const piece = bytes.subarray(0, limit);
  for (let at = piece.indexOf(0x22, from); at >= 0; at = piece.indexOf(0x22, at + 1)) {
    let backslash = at;
    while (
      backslash > 0 &&
      (bytes[backslash - 1] === 0x5c || (bytes[backslash - 1] === FEED && bytes[backslash - 2] === 0x5c))
    )
      backslash--;
    const count = [...bytes.subarray(backslash, at)].filter((byte) => byte === 0x5c).length;
    if (count % 2 === 0) return at;
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
export function octalMessage(bytes: Uint8Array, start: number): Message {
  const limit = lineEnd(bytes, start);
  const text = decode(bytes, start, limit).replace(/#([0-3][0-7]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
  const end = text.indexOf(decode(DUMP_END));
  return { bytes: encode(end < 0 ? text : text.slice(0, end)), cut: false, suffixStart: limit, suffixEnd: limit };
}
