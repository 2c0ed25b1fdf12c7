import { makeLayer } from "./layer.ts";
import { looksLikeStack } from "./looks-like-stack.ts";
import { makeEnvelope } from "./make-envelope.ts";
import type { Peeled } from "./peel.ts";
import type { SourceText } from "./source-text.ts";
import { TextBuilder } from "./text-builder.ts";
import { decode } from "./utf8.ts";
import { viewOf } from "./words.ts";

const FEED = 10;
/** Lines next to a header that are looked at. */
const NEAR = 8;
const LONGEST_LINE = 2000;

/**
 * The text in the order in which it was written. What searches logs shows the latest line first: then a header stands behind its stack. Some keep
 * the order of lines that have the same time: then only runs of such lines are in the wrong order.
 */
export function orderLines({ text, anchors }: Peeled): SourceText {
  const headers = anchors.plainHeaders;
  if (headers.length === 0) return text;
  const first = isBackward(text.bytes, headers) ? "lines" : isLatestFirst(text) ? "times" : undefined;
  return first === undefined ? text : reversed(text, first === "lines" ? undefined : timeAt(text));
}

/** The stacks of the first headers stand before them. */
function isBackward(bytes: Uint8Array, headers: readonly number[]): boolean {
  for (const at of headers) {
    if (looksLikeStack(linesBehind(bytes, at))) return false;
    if (looksLikeStack(linesBefore(bytes, at))) return true;
  }
  return false;
}

/** The lines behind that of a place. */
function linesBehind(bytes: Uint8Array, at: number): string[] {
  const lines: string[] = [];
  let start = bytes.indexOf(FEED, at) + 1;
  while (start > 0 && start < bytes.length && lines.length < NEAR) {
    const feed = bytes.indexOf(FEED, start);
    lines.push(decode(bytes, start, Math.min(feed < 0 ? bytes.length : feed, start + LONGEST_LINE)));
    start = feed + 1;
  }
  return lines;
}

/** The lines before the one that begins at a place, the nearest first. */
function linesBefore(bytes: Uint8Array, lineStart: number): string[] {
  const lines: string[] = [];
  for (let start = lineStart; start > 0 && lines.length < NEAR; ) {
    const end = start - 1;
    start = end === 0 ? 0 : bytes.lastIndexOf(FEED, end - 1) + 1;
    lines.push(decode(bytes, start, Math.min(end, start + LONGEST_LINE)));
  }
  return lines;
}

type TimeAt = (line: number) => string | undefined;

function timeAt({ layers, fieldsAt }: SourceText): TimeAt {
  return (line) => makeEnvelope(layers, fieldsAt(line)).takenAt;
}

/** The times of the lines never go forward, and do go back. */
function isLatestFirst(text: SourceText): boolean {
  if (text.layers.length === 0) return false;
  const time = timeAt(text);
  const last = text.lineCount();
  const [newest, oldest] = [time(1), time(last)];
  if (newest === undefined || oldest === undefined || Date.parse(newest) <= Date.parse(oldest)) return false;
  let before = Number.POSITIVE_INFINITY;
  for (let line = 1; line <= last; line++) {
    const now = Date.parse(time(line) ?? "");
    if (now > before) return false;
    if (!Number.isNaN(now)) before = now;
  }
  return true;
}

function lineStarts(bytes: Uint8Array): number[] {
  const starts: number[] = [];
  for (let start = 0; start < bytes.length; ) {
    starts.push(start);
    const feed = bytes.indexOf(FEED, start);
    start = feed < 0 ? bytes.length : feed + 1;
  }
  return starts;
}

/** The last line first; of lines with the same time, where times are given, the first one. */
function reversed(text: SourceText, time?: TimeAt): SourceText {
  const { bytes } = text;
  const view = viewOf(bytes);
  const starts = lineStarts(bytes);
  const builder = new TextBuilder(bytes.length + 1);
  for (let last = starts.length; last > 0; ) {
    let first = last;
    const own = time?.(last);
    while (first > 1 && own !== undefined && time?.(first - 1) === own) first--;
    for (let line = first; line <= last; line++) {
      builder.appendLine(view, starts[line - 1] as number, line);
      builder.endLine(line);
    }
    last = first - 1;
  }
  return makeLayer(text, [], builder, () => []);
}
