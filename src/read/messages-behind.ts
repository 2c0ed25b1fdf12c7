import type { Anchor } from "./anchor.ts";
import type { LineTemplate } from "./line-template.ts";
import { decode } from "./utf8.ts";

const FEED = 10;
/** Lines of the same process that are looked at behind a header, and lines of others that may stand between them. */
const ENOUGH = 6;
const FARTHEST = 200;

/** Messages of the lines behind the header that have the prefix. */
export function messagesBehind(bytes: Uint8Array, anchor: Anchor, template: LineTemplate, indents: boolean): string[] {
  const messages: string[] = [];
  let start = anchor.lineEnd + 1;
  for (let seen = 0; seen < FARTHEST && messages.length < ENOUGH && start < bytes.length; seen++) {
    const feed = bytes.indexOf(FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    const message = template.match(start, end);
    if (message >= 0) messages.push(decode(bytes, message, end));
    else if (indents && /^ {8}/.test(decode(bytes, start, start + 8)))
      messages.push(decode(bytes, start + template.length, end));
    start = end + 1;
  }
  return messages;
}

/** Messages of the lines before the header that have the prefix, the nearest first. */
export function messagesBefore(bytes: Uint8Array, { lineStart }: Anchor, template: LineTemplate): string[] {
  const messages: string[] = [];
  for (let start = lineStart, seen = 0; seen < FARTHEST && messages.length < ENOUGH && start > 0; seen++) {
    const end = start - 1;
    start = end === 0 ? 0 : bytes.lastIndexOf(FEED, end - 1) + 1;
    const message = template.match(start, end);
    if (message >= 0) messages.push(decode(bytes, message, end));
  }
  return messages;
}
