import type { Anchors } from "./anchors.ts";
import type { DumpText } from "./dump-text.ts";
import { countLineFeeds } from "./find-bytes.ts";
import { forwardFinder } from "./forward-finder.ts";
import { makeEnvelope } from "./make-envelope.ts";
import { DUMP_BEGIN, DUMP_END } from "./markers.ts";
import type { Peeled } from "./peel.ts";
import { readRecord } from "./read-record.ts";
import type { SourceText } from "./source-text.ts";

/** The dumps' texts in a text: those between markers or in quotes, in log records or not, and everything before, between and behind them. */
export function splitRecords({ text: source, anchors }: Peeled, file: string): DumpText[] {
  const { bytes } = source;
  const texts: DumpText[] = [];
  const next = recordFinder(anchors);
  const markers = { nextBegin: forwardFinder(bytes, DUMP_BEGIN), nextEnd: forwardFinder(bytes, DUMP_END) };
  let from = 0;
  let line = 1;
  for (let place = next(from); place; place = next(from)) {
    const { at, lineEnd } = place;
    const start = bytes.lastIndexOf(10, at) + 1;
    if (start > from) texts.push(plainText(source, from, start, line, file));
    line += countLineFeeds(bytes, from, start);
    const record = readRecord(source, { start, at, end: lineEnd }, file, line, markers);
    texts.push(record.text);
    line += record.breaks;
    from = record.end;
  }
  if (from < bytes.length) texts.push(plainText(source, from, bytes.length, line, file));
  return texts;
}

interface Place {
  readonly at: number;
  /** Where its line ends, when that is known: a record of one line may be as long as the file. */
  readonly lineEnd?: number;
}

/** Tells where the next begin marker or header in a quoted message stands, at or behind a byte; undefined for nowhere. Asked in order. */
function recordFinder(anchors: Anchors): (from: number) => Place | undefined {
  const { markers } = anchors;
  const quoted = [...anchors].filter(({ breaks }) => breaks !== "real");
  let next = 0;
  let index = 0;
  return (from) => {
    while ((markers[next] ?? from) < from) next++;
    while ((quoted[index]?.lineStart ?? from) < from) index++;
    const marker = markers[next];
    const header = quoted[index];
    if (header && (marker === undefined || header.lineEnd < marker)) return header;
    if (marker === undefined) return undefined;
    return header && header.lineStart <= marker ? { at: marker, lineEnd: header.lineEnd } : { at: marker };
  };
}

function plainText(source: SourceText, from: number, to: number, line: number, file: string): DumpText {
  const { bytes, layers } = source;
  const lineAt = (own: number) => source.lineAt(line + own - 1);
  const envelopeAt = (own: number) => makeEnvelope(layers, source.fieldsAt(line + own - 1));
  return {
    file,
    bytes: bytes.subarray(from, to),
    line: lineAt(1),
    escaped: false,
    closed: false,
    cut: false,
    envelope: envelopeAt(1),
    ...(!source.isFile && { lineAt, envelopeAt }),
  };
}
