import type { InputFile } from "../model/input.ts";
import { countLineFeeds } from "../read/find-bytes.ts";
import { feedAt, viewOf } from "../read/words.ts";
import type { EvidenceFile } from "./find-tables.ts";

/** A file that may hold evidence. */
export interface EvidenceInput extends InputFile {
  /** First and last lines (1-based, in order) that something else has read already: dumps. They count as empty. */
  readonly taken?: readonly (readonly [number, number])[];
}

/** The text of a file, split when asked for. */
export interface EvidenceText {
  /** What stands in the first `bytes` of the file, taken lines not counted. */
  head(bytes: number): EvidenceFile;
  whole(): EvidenceFile;
}

/** V8's longest string is about 0.5 GiB; more than this of evidence is not read. */
const readBytes = 256 * 1024 * 1024;

/** So many bytes are counted at once, as long as more lines are to be skipped than they mostly hold. */
const block = 1 << 16;
const linesOfBlock = 1 << 12;

/** The lines of a file that nobody else has read; undefined when there are none. */
export function evidenceText({ name, bytes, taken = [] }: EvidenceInput): EvidenceText | undefined {
  const pieces = taken.length === 0 ? [{ from: 0, to: bytes.length, line: 0 }] : freePieces(bytes, taken);
  const size = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  if (size === 0) return undefined;
  let whole: EvidenceFile | undefined;
  const text: EvidenceText = {
    head: (limit) => (size <= limit ? text.whole() : textOf(name, bytes, pieces, limit)),
    whole() {
      whole ??= textOf(name, bytes, pieces, readBytes);
      return whole;
    },
  };
  return text;
}

/** A run of bytes and the number of lines in front of it. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly line: number;
}

/** What stands between the lines that are taken. */
function freePieces(bytes: Uint8Array, taken: readonly (readonly [number, number])[]): Piece[] {
  const pieces: Piece[] = [];
  const ranges = [...taken].sort((a, b) => a[0] - b[0]);
  let line = 0;
  let at = 0;
  const view = viewOf(bytes);
  const skipTo = (target: number) => {
    // Of a dump, which may be nearly all of the file, lines are only counted.
    while (target - line > linesOfBlock && at < bytes.length) {
      const end = Math.min(at + block, bytes.length);
      const feeds = countLineFeeds(bytes, at, end);
      if (line + feeds >= target) break;
      at = end;
      line += feeds;
    }
    while (line < target && at < bytes.length) {
      const feed = feedAt(view, at);
      at = feed < 0 ? bytes.length : feed + 1;
      line++;
    }
  };
  for (const [first, last] of ranges) {
    const [from, before] = [at, line];
    skipTo(first - 1);
    if (at > from) pieces.push({ from, to: at, line: before });
    skipTo(last);
  }
  if (at < bytes.length) pieces.push({ from: at, to: bytes.length, line });
  return pieces;
}

function textOf(name: string, bytes: Uint8Array, pieces: readonly Piece[], limit: number): EvidenceFile {
  const decoder = new TextDecoder("utf-8");
  const lines: string[] = [];
  /** Where each piece begins: in `lines` and in the file. */
  const starts: { readonly index: number; readonly line: number }[] = [];
  let left = limit;
  for (const { from, to, line } of pieces) {
    if (left <= 0) break;
    // Nothing goes on across a dump.
    if (line > 0) lines.push("");
    starts.push({ index: lines.length, line });
    const text = decoder.decode(bytes.subarray(from, Math.min(to, from + left)));
    for (const each of (text.endsWith("\n") ? text.slice(0, -1) : text).split(/\r?\n/)) lines.push(each);
    left -= to - from;
  }
  return {
    name,
    lines,
    numberOf(index) {
      const start = starts.findLast((each) => each.index <= index);
      return start === undefined ? index + 1 : start.line + index - start.index + 1;
    },
  };
}
