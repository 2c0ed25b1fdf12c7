import { decode, encode } from "../utf8.ts";

const FEED = 10;
const RETURN = 13;
/** Bytes that are looked at to tell UTF-16 without a byte order mark. */
const SAMPLE = 1 << 12;
const EXPORT_START = "__CURSOR=";

/** The text as UTF-8: out of UTF-16, with or without a byte order mark, and without that of UTF-8. */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  const encoding = utf16Of(bytes);
  return encoding ? encode(new TextDecoder(encoding).decode(bytes)) : bytes;
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
