import type { Anchor } from "./anchor.ts";
import { Anchors } from "./anchors.ts";
import { findGoroutine } from "./find-goroutine.ts";
import { type Block, learnBlock } from "./learn-block.ts";
import { learnLineKind } from "./learn-line-kind.ts";
import { LineCounter } from "./line-counter.ts";
import { peelBlocks } from "./peel-blocks.ts";
import { peelEntries } from "./peel-entries.ts";
import { type LineKindOf, peelLines } from "./peel-lines.ts";
import { restBehind } from "./quoted-message.ts";
import { plainSource, type SourceText } from "./source-text.ts";
import { unfoldJson } from "./unfold-json.ts";
import { decode } from "./utf8.ts";

/** Envelopes in envelopes: a paste of a log of a log. */
const DEEPEST = 6;
/** A log that mentions goroutines in passing does so often. */
const ENOUGH_FAILURES = 20;
const MANY_SHAPES = 500;
const LONGEST_MESSAGE = 1000;
const FEED = 10;
const TAB = 9;

const NOTHING = plainSource(new Uint8Array());

/** A text without envelopes around its lines. */
export interface Peeled {
  readonly text: SourceText;
  readonly anchors: Anchors;
}

/**
 * Takes the envelopes off that stand around each line of a text. What comes back are texts whose goroutines begin where their lines
 * begin, or in records with escaped line breaks. A text without envelopes comes back as it is.
 */
export function peel(text: SourceText, depth = 0): Peeled[] {
  const anchors = new Anchors(text.bytes);
  if (depth === DEEPEST) return [{ text, anchors }];
  const entries = peelEntries(text, anchors);
  // Lines between entries are mostly those of other programs.
  const records = entries ?? unfoldJson(text, anchors);
  if (records) return both({ ...records, rest: hasHeader(records.rest) ? records.rest : NOTHING }, depth);
  const { kinds, blocks } = learn(text.bytes, anchors);
  if (kinds.length > 0) return both(peelLines(text, kinds), depth);
  if (blocks.length > 0) return both(peelBlocks(text, blocks), depth);
  return [{ text, anchors }];
}

function hasHeader({ bytes }: SourceText): boolean {
  return findGoroutine(bytes, 0) >= 0;
}

function both({ peeled, rest }: { peeled: readonly SourceText[]; rest: SourceText }, depth: number): Peeled[] {
  return [rest, ...peeled].flatMap((each) => (each.bytes.length > 0 ? peel(each, depth + 1) : []));
}

function learn(bytes: Uint8Array, anchors: Anchors): { kinds: LineKindOf[]; blocks: Block[] } {
  const kinds: LineKindOf[] = [];
  const blocks: Block[] = [];
  const failures = new Map<string, number>();
  const lines = new LineCounter(bytes);
  // Where the rest of a record begins that a limit split: it has no prefix of its own.
  let restAt = -1;
  for (let index = 0, anchor = anchors.at(0); anchor; anchor = anchors.at(++index)) {
    if (isKnown(bytes, anchor, lines, kinds) || anchor.lineStart < (blocks.at(-1)?.end ?? 0)) continue;
    while (restAt >= 0 && restAt < anchor.lineStart) restAt = restBehind(bytes, restAt);
    const isRest = restAt === anchor.lineStart;
    if (!isRest && anchor.breaks === "escaped") restAt = restBehind(bytes, anchor.lineStart, anchor.lineEnd);
    if (isRest || isInPanicValue(bytes, anchor)) continue;
    const shape = shapeOf(bytes, anchor);
    const failed = failures.get(shape) ?? 0;
    if (failed >= ENOUGH_FAILURES || failures.size > MANY_SHAPES) continue;
    const kind = learnLineKind(bytes, anchor, lines);
    if (kind) {
      kinds.push(kind);
      continue;
    }
    failures.set(shape, failed + 1);
    if (anchor.breaks === "real" && !anchor.beginning) {
      const line = lines.lineAt(anchor.lineStart);
      const block = learnBlock(bytes, anchor, line, anchors.at(index + 1)?.lineStart ?? bytes.length);
      if (block) blocks.push(block);
      if (block) failures.delete(shape);
    }
  }
  return { kinds, blocks };
}

/** Since Go 1.23 a panic indents the further lines of its value by a tab: a dump in them is part of the message. */
function isInPanicValue(bytes: Uint8Array, { at, lineStart }: Anchor): boolean {
  if (at !== lineStart + 1 || bytes[lineStart] !== TAB) return false;
  let start = lineStart;
  while (start > 0 && bytes[start] === TAB) start = bytes.lastIndexOf(FEED, start - 2) + 1;
  return /panic: |fatal error: /.test(decode(bytes, start, Math.min(lineStart, start + LONGEST_MESSAGE)));
}

/** What stands before the header, whatever its digits. */
function shapeOf(bytes: Uint8Array, { at, lineStart }: Anchor): string {
  return String.fromCharCode(...bytes.subarray(lineStart, Math.min(at, lineStart + 200))).replace(/\d+/g, "0");
}

/** A line of this kind, or a further line of a message of this kind. */
function isKnown(
  bytes: Uint8Array,
  { at, lineStart, lineEnd }: Anchor,
  lines: LineCounter,
  kinds: readonly LineKindOf[],
): boolean {
  const isWithin = ([first, last]: readonly [number, number]) => {
    const line = lines.lineAt(lineStart);
    return line >= first && line <= last;
  };
  const blank = bytes[lineStart] === 0x20 && bytes[at - 1] === 0x20;
  return kinds.some(
    ({ template, within, form }) =>
      (template.match(lineStart, lineEnd) >= 0 && (!within || isWithin(within))) ||
      (blank && form?.indents && template.length === at - lineStart),
  );
}
