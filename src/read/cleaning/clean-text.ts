import { findBytes } from "../find-bytes.ts";
import { encode } from "../utf8.ts";
import { toUtf8, withLineFeeds, withoutNul } from "./encodings.ts";
import { withoutFences, withoutHtml, withoutTerminalCodes, withPlainBlanks } from "./markup.ts";

/** Something that stands between the characters of a dump. */
interface Cleaning {
  readonly name: string;
  /** Bytes without which there is nothing to clean. */
  readonly sign: Uint8Array;
  readonly clean: (bytes: Uint8Array) => Uint8Array;
}

const CLEANINGS: readonly Cleaning[] = [
  { name: "NUL bytes", sign: Uint8Array.of(0), clean: withoutNul },
  { name: "terminal codes", sign: Uint8Array.of(0x1b), clean: withoutTerminalCodes },
  { name: "carriage returns for line feeds", sign: encode("\r"), clean: withLineFeeds },
  { name: "HTML entities", sign: encode("&"), clean: withoutHtml },
  { name: "HTML tags", sign: encode("<"), clean: withoutHtml },
  { name: "no-break and other blanks", sign: Uint8Array.of(0xc2, 0xa0), clean: withPlainBlanks },
  { name: "blanks and invisible characters of typography", sign: Uint8Array.of(0xe2, 0x80), clean: withPlainBlanks },
  { name: "Markdown fences", sign: encode("```"), clean: withoutFences },
  { name: "Markdown fences", sign: encode("~~~"), clean: withoutFences },
];

/** A paste is not larger; in a larger text only samples are looked at. */
const LARGE = 1 << 22;
const SAMPLES = 64;
const SAMPLE = 1 << 12;

/** The text as UTF-8, without what terminals, browsers and editors put between its characters. Keeps the lines. */
export function cleanText(bytes: Uint8Array): Uint8Array {
  let text = toUtf8(bytes);
  for (const { sign, clean } of CLEANINGS) if (hasSign(text, sign)) text = clean(text);
  return text;
}

function hasSign(bytes: Uint8Array, sign: Uint8Array): boolean {
  if (bytes.length <= LARGE) return findBytes(bytes, sign) >= 0;
  const step = Math.floor((bytes.length - SAMPLE) / (SAMPLES - 1));
  for (let index = 0; index < SAMPLES; index++)
    if (findBytes(bytes.subarray(index * step, index * step + SAMPLE), sign) >= 0) return true;
  return false;
}
