import { stops } from "./copy-text.ts";
import { simpleEscape } from "./escapes.ts";
import { firstByte, WORD } from "./words.ts";

const FEED = 10;
const BACKSLASH = 0x5c;

/** Where `copyEscaped` stopped. */
export interface CopyPlace {
  /** In the text that is copied from. */
  from: number;
  /** Behind what was copied. */
  to: number;
  /** Line feeds among the copied. */
  feeds: number;
}

/**
 * Copies what a string stands for, up to a quote, a line feed, or an escape sequence of more than two characters. A dump has an escaped line
 * break every thirty bytes: all of them are undone in one loop.
 *
 * @param end Where to stop if nothing of that comes before; a sequence that begins before it may end behind it.
 * @param to Has room for all that, and for WORD bytes more.
 * @param place Is told where it stopped.
 */
export function copyEscaped(
  from: DataView,
  start: number,
  end: number,
  to: DataView,
  target: number,
  place: CopyPlace,
): void {
  let at = start;
  let out = target;
  let feeds = 0;
  const last = end - 2 * WORD;
  for (;;) {
    let isStop = false;
    while (at <= last) {
      const one = from.getInt32(at, true);
      const two = from.getInt32(at + WORD, true);
      to.setInt32(out, one, true);
      to.setInt32(out + WORD, two, true);
      const inOne = stops(one);
      const inTwo = stops(two);
      isStop = (inOne | inTwo) !== 0;
      const step = inOne !== 0 ? firstByte(inOne) : isStop ? WORD + firstByte(inTwo) : 2 * WORD;
      at += step;
      out += step;
      if (isStop) break;
    }
    for (; !isStop && at < end; at++, out++) {
      const byte = from.getUint8(at);
      isStop = byte === BACKSLASH || byte === 0x22 || byte === FEED;
      if (isStop) break;
      to.setUint8(out, byte);
    }
    const isEscape = isStop && at + 1 < from.byteLength && from.getUint8(at) === BACKSLASH;
    const byte = isEscape ? simpleEscape(from.getUint8(at + 1)) : -1;
    if (byte < 0) break;
    to.setUint8(out++, byte);
    if (byte === FEED) feeds++;
    at += 2;
  }
  place.from = at;
  place.to = out;
  place.feeds = feeds;
}
