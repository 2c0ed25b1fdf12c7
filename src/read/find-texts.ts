import type { DumpText } from "./dump-text.ts";
import { countLineFeeds, findBytes } from "./find-bytes.ts";
import { DUMP_BEGIN } from "./markers.ts";
import { readRecord } from "./read-record.ts";

/** Finds the texts of a file's dumps: those between markers, in log records or not, and everything before, between and behind them. */
export function findTexts(bytes: Uint8Array, file: string): DumpText[] {
  const texts: DumpText[] = [];
  let from = 0;
  let line = 1;
  for (let marker = findBytes(bytes, DUMP_BEGIN); marker >= 0; marker = findBytes(bytes, DUMP_BEGIN, from)) {
    const start = bytes.lastIndexOf(10, marker) + 1;
    if (start > from) texts.push(plainText(bytes.subarray(from, start), file, line));
    line += countLineFeeds(bytes, from, start);
    const record = readRecord(bytes, start, marker, file, line);
    texts.push(record.text);
    line += countLineFeeds(bytes, start, record.end);
    from = record.end;
  }
  if (from < bytes.length) texts.push(plainText(bytes.subarray(from), file, line));
  return texts;
}

function plainText(bytes: Uint8Array, file: string, line: number): DumpText {
  const envelope = { format: "plain", fields: {} };
  return { file, bytes, line, escaped: false, closed: false, cut: false, envelope };
}
