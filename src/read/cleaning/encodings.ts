import { joinChunks } from "../join-chunks.ts";
import { decode, encode } from "../utf8.ts";

const FEED = 10;
const RETURN = 13;
/** Bytes that are looked at to tell UTF-16 without a byte order mark. */
const SAMPLE = 1 << 12;
/** Node's decoder of UTF-16 throws at pieces of a quarter of a GiB, valid as they are. */
const PIECE = 1 << 24;
const EXPORT_START = "__CURSOR=";

/** The text as UTF-8: out of UTF-16, with or without a byte order mark, and without that of UTF-8. */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  const encoding = utf16Of(bytes);
  return encoding ? recoded(bytes, new TextDecoder(encoding)) : bytes;
}

/** In pieces; the decoder knows where a character is cut. */
function recoded(bytes: Uint8Array, decoder: TextDecoder): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += PIECE)
    pieces.push(encode(decoder.decode(bytes.subarray(at, at + PIECE), { stream: at + PIECE < bytes.length })));
  return joinChunks(pieces);
}

function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const length = Math.min(bytes.length, SAMPLE) & ~1;
  const zeros = [0, 0];
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at & 1] = (zeros[at & 1] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  if (length < 32) return undefined;
  if (odd > length * 0.4 && even < length * 0.05) return "utf-16le";
  return even > length * 0.4 && odd < length * 0.05 ? "utf-16be" : undefined;
}

/** Without NUL bytes, as crashes and `copytruncate` leave them in logs. The journal's export format has them in its sizes. */
export function withoutNul(bytes: Uint8Array): Uint8Array {
  if (decode(bytes, 0, EXPORT_START.length) === EXPORT_START) return bytes;
  return bytes.filter((byte) => byte !== 0);
}

/** Line feeds for the carriage returns of a text that has no line feed. */
export function withLineFeeds(bytes: Uint8Array): Uint8Array {
  return bytes.includes(FEED) ? bytes : bytes.map((byte) => (byte === RETURN ? FEED : byte));
}

/** Without carriage returns next to line feeds, which some write behind them or twice. */
export function withoutReturns(bytes: Uint8Array): Uint8Array {
  return encode(decode(bytes).replace(/\r*\n\r*/g, "\n"));
}

export function isNoFeed(byte: number): boolean {
  return byte !== FEED;
}

/** Tabs where `cat -A`, `cat -T` and editors show them as "^I". Only in a text in which a line of a dump has them. */
export function withTabs(bytes: Uint8Array): Uint8Array {
  const text = decode(bytes);
  return /\^I\S*\.(?:go|s|c):\d/.test(text) ? encode(text.replaceAll("^I", "\t")) : bytes;
}
