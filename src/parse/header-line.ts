import { encode } from "../read/utf8.ts";
import { readForm } from "./grammar.ts";
import { codes, isBlank, isDigit, LineKind, LineReader } from "./line-reader.ts";

/** A header that does not stand at the beginning of its line, or is not of Go's form. */
export interface InlineHeader {
  readonly id: number;
  /** Where Go's header goes on behind the id, or what would stand there. */
  readonly rest: number | Uint8Array;
  /** Blanks before each line of the goroutine. */
  readonly margin: number;
}

const GOROUTINE = codes("goroutine ");
const GOLEAK = [codes("Goroutine "), codes("[Goroutine ")];
const BRACKETS: ReadonlySet<number> = new Set([0x5d, 0x7d]);
/** No header with what a log puts before it is longer; a longer line is no header. */
const LONGEST = 4000;

/** The line ends as headers do. */
export function endsLikeHeader({ bytes, start, end }: LineReader): boolean {
  return bytes[end - 1] === 0x3a /* : */ && end - start > GOROUTINE.length && end - start < LONGEST;
}

/**
 * Finds a header that stands behind other text: "panic: goroutine 1 [running]:", "leaktest: leaked goroutine: goroutine 84 [chan send]:", the
 * form of goleak, or an indented one. Only with a frame on the next two lines: a line of a log may say anything.
 */
export function inlineHeader(line: LineReader): InlineHeader | undefined {
  const margin = marginBefore(line);
  if (margin === undefined) return undefined;
  return inGoForm(line, margin) ?? inGoleakForm(line, margin);
}

/** How far the frame on the next two lines is indented; undefined when there is none. */
function marginBefore({ bytes, next }: LineReader): number | undefined {
  let margin = 0;
  while (margin < LONGEST && isBlank(bytes[next + margin] as number)) margin++;
  const ahead = new LineReader(bytes, next, margin);
  const kinds = [nextKind(ahead), nextKind(ahead)];
  const isFrame = (kinds[0] === LineKind.Call || kinds[0] === LineKind.Created) && kinds[1] === LineKind.Indented;
  return isFrame ? margin : undefined;
}

function nextKind(line: LineReader): LineKind {
  return line.advance() ? line.kind : LineKind.Blank;
}

function inGoForm({ bytes, start, end }: LineReader, margin: number): InlineHeader | undefined {
  if (!BRACKETS.has(bytes[end - 2] as number)) return undefined;
  for (let at = start; at < end - GOROUTINE.length; at++) {
    if (!GOROUTINE.every((byte, offset) => bytes[at + offset] === byte)) continue;
    if (at > start && !isBoundary(bytes[at - 1] as number)) continue;
    let id = 0;
    let digits = at + GOROUTINE.length;
    const first = digits;
    for (; isDigit(bytes[digits]); digits++) id = 10 * id + ((bytes[digits] as number) - 0x30);
    if (digits > first && bytes[digits] === 0x20 && bytes[digits + 1] === 0x5b) return { id, rest: digits, margin };
  }
  return undefined;
}

function inGoleakForm(line: LineReader, margin: number): InlineHeader | undefined {
  const { bytes, end } = line;
  const from = line.indented;
  if (!GOLEAK.some((prefix) => prefix.every((byte, at) => bytes[from + at] === byte))) return undefined;
  const node = readForm("GoleakHeader", new TextDecoder().decode(bytes.subarray(from, end)).replace(/^\[/, ""));
  return node && { id: Number(node.id), rest: encode(` [${node.state}]:`), margin };
}

/** Neither a letter nor a digit: a word ends here. */
function isBoundary(byte: number): boolean {
  return !((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));
}
