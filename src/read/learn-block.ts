import type { Anchor } from "./anchor.ts";
import { LINE_FORMS, type LineForm } from "./line-forms.ts";
import { looksLikeStack } from "./looks-like-stack.ts";
import { readLinePrefix } from "./read-line-prefix.ts";
import { decode } from "./utf8.ts";

/** A message of several lines, of which only the first has a prefix: the others have the same indentation, or none. */
export interface Block {
  /** Where the message begins. */
  readonly at: number;
  readonly lineStart: number;
  readonly firstLine: number;
  /** Behind its last line. */
  readonly end: number;
  readonly indentation: string;
  readonly form: LineForm | undefined;
  /** What stands before the header, and before other blocks of the same text. */
  readonly identity: string;
}

const FEED = 10;
const ENOUGH = 6;

/** @param next Start of the next line that has something before a header, or the text's end. */
export function learnBlock(bytes: Uint8Array, anchor: Anchor, firstLine: number, next: number): Block | undefined {
  const { at, lineStart, lineEnd } = anchor;
  const following = linesFrom(bytes, lineEnd + 1, ENOUGH);
  const indentation = /^[ \t]*/.exec(following.find((line) => line.trim() !== "") ?? "")?.[0] ?? "";
  const isInside = (line: string) => line.startsWith(indentation) || line.trim() === "";
  if (!following.every(isInside) || !looksLikeStack(following.map((line) => line.slice(indentation.length))))
    return undefined;
  const form = LINE_FORMS.find((candidate) => readLinePrefix(candidate, bytes, lineStart));
  const end = indentation === "" ? next : endOfIndented(bytes, lineEnd + 1, indentation);
  const identity = form ? `${form.name}\n${lineStart}` : `block\n${indentation}`;
  return { at, lineStart, firstLine, end, indentation, form, identity };
}

function linesFrom(bytes: Uint8Array, from: number, count: number): string[] {
  const lines: string[] = [];
  for (let start = from; lines.length < count && start < bytes.length; ) {
    const feed = bytes.indexOf(FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    lines.push(decode(bytes, start, end));
    start = end + 1;
  }
  return lines;
}

function endOfIndented(bytes: Uint8Array, from: number, indentation: string): number {
  let start = from;
  while (start < bytes.length) {
    const feed = bytes.indexOf(FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    const isBlank = end === start || (end === start + 1 && bytes[start] === 13);
    if (!isBlank && !hasIndentation(bytes, start, indentation)) break;
    start = end + 1;
  }
  return Math.min(start, bytes.length);
}

function hasIndentation(bytes: Uint8Array, start: number, indentation: string): boolean {
  for (let index = 0; index < indentation.length; index++)
    if (bytes[start + index] !== indentation.charCodeAt(index)) return false;
  return true;
}
