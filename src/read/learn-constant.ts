import type { Anchor } from "./anchor.ts";
import type { LineKindOf } from "./line-kind.ts";
import { LineTemplate } from "./line-template.ts";
import { stackNear } from "./stack-near.ts";
import { decode } from "./utf8.ts";
import { variationsOf } from "./varying-parts.ts";

const FEED = 10;
/** Lines with one prefix that are looked at for one that differs, and those in which a prefix would come back if it was a process's own. */
const LONGEST_RUN = 5000;
const SOON = 50;
/** What may be the first line of a dump. */
const BEGINS = /^goroutine \d+ .*\[running|^(?:panic|fatal error|SIG[A-Z]+|PC=)/;

/** Whatever stands before the header stands, perhaps with other digits, before the lines that follow. */
export function learnConstant(bytes: Uint8Array, anchor: Anchor, line: () => number): LineKindOf | undefined {
  const { at, lineStart, beginning } = anchor;
  const prefix = bytes.subarray(lineStart, beginning?.common ?? at);
  if (prefix.length === 0) return undefined;
  const templates = variationsOf(prefix)
    .map(({ parts, ...options }) => new LineTemplate(bytes, lineStart, prefix.length, parts, options))
    .filter((template) => stackNear(bytes, anchor, template, false, ""));
  const template = templates.find((each, index) => !templates.slice(index + 1).some(goesOnIn(bytes, anchor, each)));
  if (!template) return undefined;
  const identity = `prefix\n${decode(prefix)}`;
  const within = template.blank && { within: extent(bytes, anchor, template, line()) };
  return { forms: [], template, identity, indents: false, ...within };
}

/**
 * Tells whether the lines that have the prefix in its narrow meaning end in the middle of a goroutine, which goes on in lines that have it in a
 * wider meaning: a number in it was none of a process, but counted.
 */
function goesOnIn(bytes: Uint8Array, { lineEnd }: Anchor, narrow: LineTemplate): (wide: LineTemplate) => boolean {
  let start = lineEnd + 1;
  let end = start;
  for (let seen = 0; seen < LONGEST_RUN && start < bytes.length; seen++, start = end + 1) {
    const feed = bytes.indexOf(FEED, start);
    end = feed < 0 ? bytes.length : feed;
    if (narrow.match(start, end) < 0) break;
  }
  const returns = () => {
    for (let at = end + 1, seen = 0; seen < SOON && at < bytes.length; seen++) {
      const feed = bytes.indexOf(FEED, at);
      const next = feed < 0 ? bytes.length : feed;
      if (narrow.match(at, next) >= 0) return true;
      at = next + 1;
    }
    return false;
  };
  return (wide) => {
    const message = start < bytes.length && start < end ? wide.match(start, end) : -1;
    return message >= 0 && !BEGINS.test(decode(bytes, message, end)) && !returns();
  };
}

/** Lines around the header, without a gap, that have the prefix or are empty. */
function extent(bytes: Uint8Array, anchor: Anchor, template: LineTemplate, line: number): readonly [number, number] {
  let first = line;
  for (let end = anchor.lineStart - 1; end >= 0; ) {
    const start = end === 0 ? 0 : bytes.lastIndexOf(FEED, end - 1) + 1;
    if (template.match(start, end) < 0) break;
    first--;
    end = start - 1;
  }
  let last = line;
  for (let start = anchor.lineEnd + 1; start < bytes.length; ) {
    const feed = bytes.indexOf(FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    if (template.match(start, end) < 0) break;
    last++;
    start = end + 1;
  }
  return [first, last];
}
