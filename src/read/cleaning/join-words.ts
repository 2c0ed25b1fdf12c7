import { findBytes } from "../find-bytes.ts";
import { makeLayer } from "../layer.ts";
import type { SourceText } from "../source-text.ts";
import { TextBuilder } from "../text-builder.ts";
import { decode, encode } from "../utf8.ts";
import { feedAt, viewOf } from "../words.ts";

/** A line of a dump that was broken at a blank: no dump has two such lines behind each other. */
interface BrokenLine {
  readonly name: string;
  /** What stands before the break. */
  readonly start: RegExp;
  /** What stands behind it. */
  readonly rest: RegExp;
  readonly example: readonly [start: string, rest: string];
}

export const BROKEN_LINES: readonly BrokenLine[] = [
  {
    name: "position",
    start: /^\s+\S.*\.(?:go|s|c|h|cc|cpp):\d+$/,
    rest: /^\+0x[0-9a-f]+(?: fp=.*)?$/,
    example: ["\t/usr/local/go/src/runtime/sema.go:71", "+0x47"],
  },
  {
    name: "creator's goroutine",
    start: /^created by \S+$/,
    rest: /^in goroutine \d+$/,
    example: ["created by net/http.(*Server).Serve", "in goroutine 1"],
  },
  {
    name: "creator's goroutine",
    start: /^created by \S+ in$/,
    rest: /^goroutine \d+$/,
    example: ["created by net/http.(*Server).Serve in", "goroutine 1"],
  },
  {
    name: "creator's goroutine",
    start: /^created by \S+ in goroutine$/,
    rest: /^\d+$/,
    example: ["created by net/http.(*Server).Serve in goroutine", "1"],
  },
  {
    name: "creator",
    start: /^created by$/,
    rest: /^[^\s(]+\.\S+(?: in(?: goroutine(?: \d+)?)?)?$/,
    example: ["created by", "net/http.(*Server).Serve in goroutine 1"],
  },
  {
    name: "header",
    start: /^goroutine \d+ (?!.*[\]}]:$).*\[/,
    rest: /^(?!goroutine \d).*[\]}]:$/,
    example: ["goroutine 35 [chan receive, locked to", "thread]:"],
  },
  { name: "header", start: /^goroutine \d+$/, rest: /^\[.*[\]}]:$/, example: ["goroutine 35", "[chan receive]:"] },
  {
    name: "arguments",
    start: /^[^\s(]+\.[^\s(]*\((?:[^()]*\)\.[^\s(]*\()?[^()]*,$/,
    rest: /^[{]*(?:0x[0-9a-f]+|_|\.\.\.)/,
    example: ["net/http.(*conn).serve(0xc00000d0e8, {0x7e3f08,", "0xc00000d0f0})"],
  },
  {
    name: "addresses of a profile",
    start: /^\d+ @(?: 0x[0-9a-f]+)+$/,
    rest: /^0x[0-9a-f]+(?: 0x[0-9a-f]+)*$/,
    example: ["1 @ 0x47d8aa 0x41512e", "0x414c72 0x4e1948"],
  },
  {
    name: "labels of a profile",
    start: /^# labels: \{.*,$/,
    rest: /^".*"\s*:.*[,}]$/,
    example: ['# labels: {"a":"1",', '"b":"x/y.z_1"}'],
  },
  {
    name: "frame of a profile",
    start: /^#\s+0x[0-9a-f]+\s+\S+\+0x[0-9a-f]+$/,
    rest: /^\S+:\d+$/,
    example: ["#\t0x4ce090\truntime/pprof.writeRuntimeProfile+0xb0", "/usr/local/go/src/runtime/pprof/pprof.go:848"],
  },
];

const STACK_WORDS = ["goroutine", ".go:"].map(encode);
/** So begin rests of lines. */
const RESTS = new Set([...'+0123456789[{_"/'].map((letter) => letter.charCodeAt(0)));
const SPACE = 0x20;
const RETURN = 13;
/** Nor is a line longer that was broken. */
const LONGEST_LINE = 4000;
/** A paste is not larger. */
const LARGEST = 1 << 22;

/** Joins the lines that a mail program broke at blanks, with a blank at the end or without one; else the text comes back as it is. */
export function joinWords(source: SourceText): SourceText {
  if (source.bytes.length > LARGEST || !mayBeBroken(source.bytes) || !hasStack(source.bytes)) return source;
  const lines = decode(source.bytes).split("\n");
  let builder: TextBuilder | undefined;
  let whole = "";
  for (const [index, line] of lines.entries()) {
    whole = whole === "" ? line.trimEnd() : `${whole} ${line.trim()}`;
    const next = lines[index + 1]?.trim();
    const mayGoOn = next !== undefined && whole.length < LONGEST_LINE;
    const goesOn = mayGoOn && BROKEN_LINES.some(({ start, rest }) => rest.test(next) && start.test(whole));
    if (goesOn) builder ??= before(lines, index);
    if (builder) {
      builder.appendText(goesOn ? `${line.trimEnd()} ` : line, index + 1);
      if (!goesOn && next !== undefined) builder.endLine(index + 1);
    }
    if (!goesOn) whole = "";
  }
  return builder ? makeLayer(source, [], builder, () => []) : source;
}

/** The lines before one of them. */
function before(lines: readonly string[], end: number): TextBuilder {
  const builder = new TextBuilder();
  for (let index = 0; index < end; index++) {
    builder.appendText(lines[index] as string, index + 1);
    builder.endLine(index + 1);
  }
  return builder;
}

/** Looks for a line that begins as the rests do, and others do not. Most texts have none. */
function mayBeBroken(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  let start = 0;
  for (let feed = feedAt(view, 0); feed >= 0; start = feed + 1, feed = feedAt(view, start)) {
    if (startsWith(bytes, start, "goroutine ") && !endsWith(bytes, feed, ":")) return true;
    let at = feed + 1;
    while (bytes[at] === SPACE) at++;
    if (RESTS.has(bytes[at] as number) || endsWith(bytes, feed, "created by")) return true;
    if (startsWith(bytes, at, "in goroutine ")) return true;
    if (startsWith(bytes, at, "goroutine ") && endsWith(bytes, feed, " in")) return true;
  }
  return false;
}

/** A header, a profile or a position: text without them, as process lists and traces are, need not be taken apart. */
function hasStack(bytes: Uint8Array): boolean {
  return STACK_WORDS.some((word) => findBytes(bytes, word) >= 0);
}

/** Before the line break, and a blank that may stand before it. */
function endsWith(bytes: Uint8Array, feed: number, word: string): boolean {
  let end = feed;
  while (end > 0 && (bytes[end - 1] === SPACE || bytes[end - 1] === RETURN)) end--;
  return startsWith(bytes, end - word.length, word);
}

function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word.charCodeAt(index)) return false;
  return true;
}
