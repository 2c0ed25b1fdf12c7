import type { Anchor } from "./anchor.ts";
import { findBytes } from "./find-bytes.ts";
import { lineBefore } from "./line-before.ts";
import { decode, encode } from "./utf8.ts";

/** How a dump begins in which no goroutine has the header that Go's runtime prints. */
export interface Beginning {
  readonly name: string;
  /** Stands in its first line. */
  readonly sign: string;
  /** The sign stands in the second line instead: it belongs to a position, and the call is before it. */
  readonly inSecondLine?: true;
  /** Its lines are indented themselves: blanks alone before them are no envelope. */
  readonly indented?: true;
  /** Stands in one of the next lines, behind whatever other envelopes put there. */
  readonly follows: RegExp;
  readonly example: readonly [first: string, next: string];
  readonly source: string;
}

/** Looked for in texts without any header. Tried in order. */
export const BEGINNINGS: readonly Beginning[] = [
  {
    name: "profile",
    sign: " profile: total ",
    follows: /\d+ @( 0x[0-9a-f]+)+\s*$/,
    example: ["goroutine profile: total 10", "3 @ 0x47d94e 0x41590e 0x415452 0x4dc571 0x483e61"],
    source: "runtime/pprof, debug=1: goroutine and goroutineleak",
  },
  {
    name: "race",
    sign: "WARNING: DATA RACE",
    follows: /(read|write) at 0x/i,
    example: ["WARNING: DATA RACE", "Read at 0x0000005d1518 by goroutine 6:"],
    source: "the race detector",
  },
  {
    name: "delve",
    sign: "Goroutine 1 - ",
    indented: true,
    follows: /\s0 +0x[0-9a-f]+ in | Goroutine \d+ - /,
    example: [
      "  Goroutine 1 - User: /src/hang/main.go:22 main.main (0x4948ee)",
      "\t0  0x00000000004813d1 in runtime.gopark",
    ],
    source: "delve: goroutines -t",
  },
  {
    name: "goleak",
    sign: " on top of the stack:",
    indented: true,
    follows: /\.go:\d+ \+0x/,
    example: [
      "[Goroutine 19 in state select (no cases), with x.f on top of the stack:",
      "\t/src/leak/leak_test.go:27 +0x32",
    ],
    source: "go.uber.org/goleak",
  },
  {
    name: "stack",
    sign: " +0x",
    inSecondLine: true,
    follows: /\.go:\d+ \+0x[0-9a-f]+\s*$/,
    example: ["main.worker(0xc000012340)", "\t/src/profiles/main.go:20 +0x30"],
    source: "a stack without its header, copied out of a dump",
  },
];

const FEED = 10;
const MOST = 20;

/** Where such a dump begins behind something else, in a text without headers: at most one place, that of the first sign which the text has. */
export function findBeginning(bytes: Uint8Array): Anchor | undefined {
  for (const beginning of BEGINNINGS) {
    const sign = encode(beginning.sign);
    let at = findBytes(bytes, sign);
    if (at < 0) continue;
    for (let tries = 0; at >= 0 && tries < MOST; tries++, at = findBytes(bytes, sign, at + 1)) {
      const anchor = anchorAt(bytes, at, beginning);
      if (anchor) return anchor;
    }
    if (!beginning.inSecondLine) return undefined;
  }
  return undefined;
}

function anchorAt(
  bytes: Uint8Array,
  sign: number,
  { sign: text, inSecondLine, indented, follows }: Beginning,
): Anchor | undefined {
  const line = bytes.lastIndexOf(FEED, sign) + 1;
  const lineStart = inSecondLine && line > 0 ? lineBefore(bytes, line) : line;
  const lineEnd = endOf(bytes, lineStart);
  const at = inSecondLine ? lineEnd : startOfWord(bytes, lineStart, sign);
  const behind = decode(bytes, sign, Math.min(lineEnd, sign + 100));
  const breaks = inSecondLine ? "real" : /\\+[nr]./.test(behind) ? "escaped" : /#012/.test(behind) ? "octal" : "real";
  const common = commonPrefix(bytes, lineStart, at, lineEnd + 1);
  const isBlank = decode(bytes, lineStart, common).trim() === "";
  if (breaks === "real" && (common === lineStart || (indented && isBlank)) && at === common) return undefined;
  return {
    at,
    lineStart,
    lineEnd,
    breaks,
    beginning: { sign: text, signAt: sign, signLine: line, common: indented && isBlank ? lineStart : common, follows },
  };
}

/** "goroutine profile: total": the word before the sign belongs to it. */
function startOfWord(bytes: Uint8Array, lineStart: number, sign: number): number {
  let at = sign;
  while (at > lineStart && isLetter(bytes[at - 1] as number)) at--;
  return at;
}

function isLetter(byte: number): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}

/** Where the line and the next one begin to differ. */
function commonPrefix(bytes: Uint8Array, start: number, end: number, next: number): number {
  let length = 0;
  while (start + length < end && bytes[start + length] === bytes[next + length]) length++;
  return start + length;
}

function endOf(bytes: Uint8Array, start: number): number {
  const feed = bytes.indexOf(FEED, start);
  return feed < 0 ? bytes.length : feed;
}
