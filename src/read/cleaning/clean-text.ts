import { findBytes } from "../find-bytes.ts";
import { samplesOf } from "../samples.ts";
import { encode } from "../utf8.ts";
import { LIST_SIGNS, withoutByteLists } from "./byte-lists.ts";
import { isNoFeed, toUtf8, withLineFeeds, withoutNul, withoutReturns, withTabs } from "./encodings.ts";
import { FENCE_SIGNS, withoutFences } from "./fences.ts";
import { inPieces } from "./in-pieces.ts";
import { PANE_SIGN, withoutLeftPanes } from "./left-panes.ts";
import { isMarkup, withoutEscapedCodes, withoutHtml, withoutTerminalCodes, withPlainBlanks } from "./markup.ts";
import { isPathStart, WRITTEN_TAB_SIGNS, withWrittenTabs } from "./written-tabs.ts";

/** Something that stands between the characters of a dump. */
interface Cleaning {
  readonly name: string;
  /** Bytes without which there is nothing to clean, and whether what stands behind them may belong to it. */
  readonly sign: Uint8Array;
  readonly mayFollow?: (byte: number) => boolean;
  readonly clean: (bytes: Uint8Array) => Uint8Array;
}

const CLEANINGS: readonly Cleaning[] = [
  { name: "NUL bytes", sign: Uint8Array.of(0), clean: withoutNul },
  ...LIST_SIGNS.map((sign) => ({ name: "journald's lists of bytes", sign, clean: withoutByteLists })),
  { name: "terminal codes", sign: Uint8Array.of(0x1b), clean: withoutTerminalCodes },
  { name: "terminal codes in JSON", sign: encode("\\u001b["), clean: withoutEscapedCodes },
  { name: "terminal codes as Go quotes them", sign: encode("\\x1b["), clean: withoutEscapedCodes },
  { name: "carriage returns for line feeds", sign: encode("\r"), clean: withLineFeeds },
  { name: "several carriage returns", sign: encode("\r\r\n"), clean: withoutReturns },
  { name: "carriage returns behind line feeds", sign: encode("\n\r"), mayFollow: isNoFeed, clean: withoutReturns },
  { name: "tabs as cat -A shows them", sign: encode("^I"), clean: withTabs },
  { name: "panes on the left", sign: PANE_SIGN, clean: withoutLeftPanes },
  ...WRITTEN_TAB_SIGNS.map((sign) => ({
    name: "tabs as jq writes them",
    sign,
    mayFollow: isPathStart,
    clean: withWrittenTabs,
  })),
  { name: "HTML entities", sign: encode("&"), mayFollow: isMarkup, clean: withoutHtml },
  { name: "HTML tags", sign: encode("<"), mayFollow: isMarkup, clean: withoutHtml },
  { name: "no-break and other blanks", sign: Uint8Array.of(0xc2, 0xa0), clean: withPlainBlanks },
  { name: "blanks and invisible characters of typography", sign: Uint8Array.of(0xe2, 0x80), clean: withPlainBlanks },
  ...FENCE_SIGNS.map((sign) => ({ name: "fences around code", sign, clean: withoutFences })),
];

/** The text as UTF-8, without what terminals, browsers and editors put between its characters. Keeps the lines. @param pieceSize See `inPieces`. */
export function cleanText(bytes: Uint8Array, pieceSize?: number): Uint8Array {
  let text = toUtf8(bytes);
  for (const cleaning of CLEANINGS)
    if (samplesOf(text).some((sample) => isIn(sample, cleaning))) text = inPieces(text, cleaning.clean, pieceSize);
  return text;
}

function isIn(bytes: Uint8Array, { sign, mayFollow }: Cleaning): boolean {
  let at = findBytes(bytes, sign);
  while (mayFollow && at >= 0 && !mayFollow(bytes[at + sign.length] ?? 0)) at = findBytes(bytes, sign, at + 1);
  return at >= 0;
}
