import type { Anchor } from "./anchor.ts";
import { learnConstant } from "./learn-constant.ts";
import { learnStrings } from "./learn-strings.ts";
import { learnTwo } from "./learn-two-forms.ts";
import { lineBefore } from "./line-before.ts";
import { LINE_FORMS, type LineForm } from "./line-forms.ts";
import { type LineKindOf, lineKind } from "./line-kind.ts";
import { readLinePrefix } from "./read-line-prefix.ts";
import { stackNear } from "./stack-near.ts";
import { decode } from "./utf8.ts";

/** rsyslog writes a tab so. */
const ESCAPED_TAB = "#011";
/** A position without a tab before it. */
const POSITION = /^\/\S+\.\w+:\d+( |$)/;

/**
 * What stands before the lines of the process whose header this is; undefined when its lines do not look like a stack's.
 *
 * @param line Tells the number of the header's line.
 */
export function learnLineKind(bytes: Uint8Array, anchor: Anchor, line: () => number): LineKindOf | undefined {
  for (const form of LINE_FORMS) {
    const kind = learnKnown(bytes, anchor, form);
    if (kind) return kind;
  }
  const strings = learnStrings(bytes, anchor);
  if (strings || anchor.breaks !== "real") return strings;
  return learnFromFirstLine(bytes, anchor) ?? learnConstant(bytes, anchor, line);
}

/** The header stands in a further line of a message: only the first one has the prefix, and the others are indented as far. */
function learnFromFirstLine(bytes: Uint8Array, anchor: Anchor): LineKindOf | undefined {
  const { at, lineStart } = anchor;
  const width = at - lineStart;
  if (!isBlank(bytes, lineStart, at)) return undefined;
  let start = lineStart;
  do start = lineBefore(bytes, start);
  while (start > 0 && isBlank(bytes, start, start + width));
  const form = LINE_FORMS.find(({ indents }) => indents);
  const prefix = form && readLinePrefix(form, bytes, start);
  return form && prefix?.end === width ? lineKind(bytes, start, [form], prefix) : undefined;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== 0x20) return false;
  return true;
}

function learnKnown(bytes: Uint8Array, anchor: Anchor, form: LineForm): LineKindOf | undefined {
  const { at, lineStart, breaks, beginning } = anchor;
  const read = readLinePrefix(form, bytes, lineStart);
  if (!read || lineStart + read.end > at) return undefined;
  const prefix = beginning ? { ...read, end: withOneBlank(bytes, lineStart, read.end) } : read;
  const kind = lineKind(bytes, lineStart, [form], prefix);
  if (breaks !== "real") return kind;
  const inner = decode(bytes, lineStart + prefix.end, at);
  const messages = stackNear(bytes, anchor, kind.template, form.indents, inner);
  if (!messages) return undefined;
  return { ...(learnTwo(bytes, anchor, form, prefix, messages) ?? kind), tabs: tabsOf(messages) };
}

function tabsOf(messages: readonly string[]): LineKindOf["tabs"] {
  if (messages.some((message) => message.includes(ESCAPED_TAB))) return "octal";
  return messages.some((message) => POSITION.test(message)) ? "dropped" : undefined;
}

/** Further blanks at the prefix's end indent the message. */
function withOneBlank(bytes: Uint8Array, start: number, length: number): number {
  let end = length;
  while (end > 1 && isBlank(bytes, start + end - 2, start + end)) end--;
  return end;
}
