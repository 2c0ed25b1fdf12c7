import { findBytes } from "./find-bytes.ts";
import { makeLayer } from "./layer.ts";
import type { LineForm } from "./line-forms.ts";
import type { LineTemplate } from "./line-template.ts";
import { type LinePrefix, readLinePrefix } from "./read-line-prefix.ts";
import type { SourceText } from "./source-text.ts";
import { TextBuilder } from "./text-builder.ts";
import { encode } from "./utf8.ts";

/** The lines of one process, or what is known of them. */
export interface LineKindOf {
  readonly form: LineForm | undefined;
  readonly template: LineTemplate;
  /** What tells it from other processes. */
  readonly identity: string;
  /** Lines (of the text, 1-based) that it may stand in; all when absent. */
  readonly within?: readonly [first: number, last: number];
}

interface Stream {
  readonly kind: LineKindOf;
  readonly builder: TextBuilder;
}

const FEED = 10;
const SPACE = 0x20;
const PARTIAL = 0x50; // P

/** Takes the lines of each kind out of a text. What is left is a text of its own. */
export function peelLines(text: SourceText, kinds: readonly LineKindOf[]): { peeled: SourceText[]; rest: SourceText } {
  const { bytes } = text;
  const streams = new Map<string, Stream>();
  const order = kinds.map((kind) => {
    let stream = streams.get(kind.identity);
    if (!stream) {
      // Mostly one process has nearly all lines.
      stream = { kind, builder: new TextBuilder(streams.size === 0 ? bytes : undefined) };
      streams.set(kind.identity, stream);
    }
    return { kind, stream };
  });
  const rest = new TextBuilder();
  const starts: number[] = [];
  let recent: { kind: LineKindOf; stream: Stream } | undefined;
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    starts[line++] = start;
    const message = take(start, end, line);
    if (message < 0) {
      rest.append(bytes, start, end, line);
      if (feed >= 0) rest.endLine(line);
      recent = undefined;
    }
    start = end + 1;
  }
  return {
    peeled: [...streams.values()].map(({ kind, builder }) => layer(text, kind, builder, starts)),
    rest: makeLayer(text, "", rest, () => []),
  };

  function take(start: number, end: number, line: number): number {
    for (let index = 0; index < order.length; index++) {
      const candidate = order[index] as (typeof order)[number];
      const { template, within } = candidate.kind;
      if (within && (line < within[0] || line > within[1])) continue;
      const message = template.match(bytes, start, end);
      if (message < 0) continue;
      if (index > 0) order.splice(0, 0, ...order.splice(index, 1));
      recent = candidate;
      candidate.stream.builder.append(bytes, message, end, line);
      if (!isPartial(candidate.kind, message)) candidate.stream.builder.endLine(line);
      return message;
    }
    const indented = recent?.kind.form?.indents ? indentation(start, end, recent.kind.template.length) : -1;
    if (!recent || indented < 0) return -1;
    recent.stream.builder.append(bytes, indented, end, line);
    recent.stream.builder.endLine(line);
    return indented;
  }

  /** The record goes on in the next line of this process. */
  function isPartial({ form }: LineKindOf, message: number): boolean {
    return form?.name === "cri" && bytes[message - 2] === PARTIAL;
  }

  /** Where a further line of a message goes on behind its indentation; blank lines may have lost theirs. -1 when it is none. */
  function indentation(start: number, end: number, width: number): number {
    for (let at = start; at < start + width; at++)
      if (at >= end) return at;
      else if (bytes[at] !== SPACE) return -1;
    return start + width;
  }
}

function layer(text: SourceText, { form }: LineKindOf, builder: TextBuilder, starts: readonly number[]): SourceText {
  const fieldsAt = (line: number) => {
    const start = starts[line - 1] ?? 0;
    const prefix: LinePrefix | undefined = form && readLinePrefix(form, text.bytes, start);
    return prefix?.fields.map(({ key, value }) => [key, value] as const) ?? [];
  };
  const peeled = makeLayer(text, form?.name ?? "prefix", builder, fieldsAt);
  return form?.name === "syslog" ? { ...peeled, bytes: withTabs(peeled.bytes) } : peeled;
}

const TAB = encode("#011");

/** rsyslog writes a tab as "#" and three octal digits. */
function withTabs(bytes: Uint8Array): Uint8Array {
  let at = findBytes(bytes, TAB);
  if (at < 0) return bytes;
  const out = new Uint8Array(bytes);
  let length = at;
  while (at < bytes.length) {
    out[length++] = 9;
    const from = at + TAB.length;
    const next = findBytes(bytes, TAB, from);
    at = next < 0 ? bytes.length : next;
    out.copyWithin(length, from, at);
    length += at - from;
  }
  return out.subarray(0, length);
}
