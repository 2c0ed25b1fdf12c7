import { findGoroutine } from "../find-goroutine.ts";
import { makeLayer } from "../layer.ts";
import { looksLikeStack } from "../looks-like-stack.ts";
import type { SourceText } from "../source-text.ts";
import { TextBuilder } from "../text-builder.ts";
import { decode } from "../utf8.ts";
import { feedAt, viewOf } from "../words.ts";

const FEED = 10;
const LONGEST_LINE = 4000;
/** Lines behind a header that are looked at. */
const NEAR = 8;
const MOST_HEADERS = 3;
/** A paste is not larger. */
const LARGEST = 1 << 22;
/** A header with something behind it; there may be labels in it. */
const HEADER = /^goroutine \d+ .*[\]}]:([ \t]*)(\S.*)$/;

/**
 * The text without what stands at the end of each line: "$" of `cat -A`, the border of a box or a pane, the last columns of a table. Learned from what
 * stands behind a header, in which numbers may vary. The same text when there is no such thing.
 *
 * @param headers Where lines begin that are headers: the first ones.
 */
export function withoutEndings(text: SourceText, headers: readonly number[] = firstHeaders(text.bytes)): SourceText {
  const { bytes } = text;
  for (const at of headers) {
    const [header = "", ...lines] = linesFrom(bytes, at);
    const [, padding = "", end = ""] = HEADER.exec(header.replace(/\r$/, "")) ?? [];
    if (end === "") continue;
    const ending = endingOf(end, padding !== "");
    const behind = lines.filter((line) => ending.test(line)).map((line) => line.replace(ending, ""));
    if (behind.length > lines.length / 2 && looksLikeStack(behind)) return without(text, ending);
  }
  return text;
}

/** Some of the first headers that begin lines; none of a text that is larger than a paste. */
function firstHeaders(bytes: Uint8Array): readonly number[] {
  const headers: number[] = [];
  let at = bytes.length > LARGEST ? -1 : findGoroutine(bytes, 0);
  for (; at >= 0 && headers.length < MOST_HEADERS; at = findGoroutine(bytes, at + 1))
    if (at === 0 || bytes[at - 1] === FEED) headers.push(at);
  return headers;
}

/** What is like the ending of a header, with other numbers; where it stands in a column of its own with the blanks before it. */
function endingOf(text: string, isColumn: boolean): RegExp {
  const pattern = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\d+/g, "\\d+");
  return new RegExp(`${isColumn ? "\\s*" : ""}${pattern}\\r?$`);
}

function linesFrom(bytes: Uint8Array, from: number): string[] {
  const lines: string[] = [];
  for (let start = from; lines.length <= NEAR && start < bytes.length; ) {
    const feed = bytes.indexOf(FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    lines.push(decode(bytes, start, Math.min(end, start + LONGEST_LINE)));
    start = end + 1;
  }
  return lines;
}

function without(text: SourceText, ending: RegExp): SourceText {
  const { bytes } = text;
  const view = viewOf(bytes);
  const builder = new TextBuilder(bytes.length);
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const feed = feedAt(view, start);
    const end = feed < 0 ? bytes.length : feed;
    if (end - start <= LONGEST_LINE) builder.appendText(decode(bytes, start, end).replace(ending, ""), line);
    else builder.append(view, start, end, line);
    if (feed >= 0) builder.endLine(line);
    start = end + 1;
  }
  return makeLayer(text, [], builder, () => []);
}
