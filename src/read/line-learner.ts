import type { Anchor } from "./anchor.ts";
import { learnLineKind } from "./learn-line-kind.ts";
import { lineBefore } from "./line-before.ts";
import type { LineKindOf } from "./line-kind.ts";
import { restBehind } from "./quoted-message.ts";
import { decode } from "./utf8.ts";

/** A log that mentions goroutines in passing does so often. */
const ENOUGH_FAILURES = 20;
const MANY_SHAPES = 500;
const LONGEST_MESSAGE = 1000;
const TAB = 9;
const SPACE = 0x20;

/** Learns what stands before the lines of a text from its headers, which it is shown in their order. */
export class LineLearner {
  private readonly bytes: Uint8Array;
  /** By what stands before the header, whatever its digits. */
  private readonly failures = new Map<string, number>();
  /** Where the rest of a record begins that a limit split: it has no prefix of its own. */
  private restAt = -1;
  /** The last header that was indented by a tab, and the line before all the lines indented so that end in it. */
  private tabbed = { header: -1, before: -1 };
  /** The line of the last header. */
  private shown = -1;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** It is worth while to learn from a header: `learn` may be asked. */
  mayLearn(anchor: Anchor): boolean {
    const { bytes } = this;
    const { lineStart, lineEnd } = anchor;
    if (lineStart <= this.shown) return false;
    this.shown = lineStart;
    while (this.restAt >= 0 && this.restAt < lineStart) this.restAt = restBehind(bytes, this.restAt);
    const isRest = this.restAt === lineStart;
    if (isRest || anchor.breaks === "escaped") this.restAt = restBehind(bytes, lineStart, lineEnd);
    if (isRest || this.isInPanicValue(anchor)) return false;
    return this.failures.size <= MANY_SHAPES && (this.failures.get(shapeOf(bytes, anchor)) ?? 0) < ENOUGH_FAILURES;
  }

  /** Since Go 1.23 a panic indents the further lines of its value by a tab: a dump in them is part of the message. */
  private isInPanicValue({ at, lineStart }: Anchor): boolean {
    const { bytes, tabbed } = this;
    if (at !== lineStart + 1 || bytes[lineStart] !== TAB) return false;
    let start = lineStart;
    while (start > 0 && start !== tabbed.header && bytes[start] === TAB) start = lineBefore(bytes, start);
    if (start === tabbed.header) start = tabbed.before;
    this.tabbed = { header: lineStart, before: start };
    return /panic: |fatal error: /.test(decode(bytes, start, Math.min(lineStart, start + LONGEST_MESSAGE)));
  }

  /** The kind of lines whose header this is. @param line Tells the number of its line. */
  learn(anchor: Anchor, line: () => number): LineKindOf | undefined {
    const kind = learnLineKind(this.bytes, anchor, line);
    if (kind) return kind;
    const shape = shapeOf(this.bytes, anchor);
    this.failures.set(shape, (this.failures.get(shape) ?? 0) + 1);
    return undefined;
  }

  /** The header explains itself in another way. */
  forgive(anchor: Anchor): void {
    this.failures.delete(shapeOf(this.bytes, anchor));
  }

  /** The kind of a header's lines where others are known already, but not that of its own line. */
  learnFurther(anchor: Anchor, line: number, known: readonly LineKindOf[]): LineKindOf | undefined {
    if (isIndented(this.bytes, anchor, known) || !this.mayLearn(anchor)) return undefined;
    return this.learn(anchor, () => line);
  }
}

/** It stands in a further line of a message of such a kind. */
function isIndented(bytes: Uint8Array, { at, lineStart }: Anchor, known: readonly LineKindOf[]): boolean {
  const isBlank = bytes[lineStart] === SPACE && bytes[at - 1] === SPACE;
  return isBlank && known.some(({ template, indents }) => indents && template.length === at - lineStart);
}

/** What stands before the header, whatever its digits. */
function shapeOf(bytes: Uint8Array, { at, lineStart }: Anchor): string {
  return String.fromCharCode(...bytes.subarray(lineStart, Math.min(at, lineStart + 200))).replace(/\d+/g, "0");
}
