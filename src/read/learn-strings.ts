import type { Anchor } from "./anchor.ts";
import type { LineKindOf } from "./line-kind.ts";
import { LineTemplate } from "./line-template.ts";
import { looksLikeStack } from "./looks-like-stack.ts";
import { messagesBefore, messagesBehind } from "./messages-behind.ts";
import { quoteAt } from "./quote-at.ts";
import { quoteBefore, readString, type StringForm } from "./string-form.ts";
import { decode, encode } from "./utf8.ts";
import { variationsOf } from "./varying-parts.ts";
import { viewOf } from "./words.ts";

const FEED = 10;
const RETURN = 13;
const DOUBLE = 0x22;
/** Sequences in a string with another quote, which else has a quote written twice. */
const ESCAPES = /\\[nt'\\]/;
/** A header is not longer, with its labels. */
const LONGEST_HEADER = 2048;

/** Each line is a string in a line of another text, with a line of the dump alone in it. */
export function learnStrings(bytes: Uint8Array, anchor: Anchor): LineKindOf | undefined {
  const { at, lineStart, beginning } = anchor;
  const quote = quoteBefore(bytes, at);
  if (quote === undefined || beginning || breaksInside(bytes, at, quote)) return undefined;
  const prefix = bytes.subarray(lineStart, at);
  for (const { parts, ...options } of variationsOf(prefix)) {
    const identity = `prefix\n${decode(prefix)}`;
    // Some write quotes only around values that need them.
    for (const rawEnd of [undefined, rawEndBehind(bytes, at, quote)]) {
      const length = prefix.length - Number(rawEnd !== undefined);
      const template = new LineTemplate(bytes, lineStart, length, parts, options);
      const strings = stringsNear(bytes, anchor, template, { quote, ...(rawEnd !== undefined && { rawEnd }) });
      if (strings) return { forms: [], template, strings, identity, indents: false };
    }
  }
  return undefined;
}

/** How the lines are written that have the prefix, when they are the header's stack. */
function stringsNear(
  bytes: Uint8Array,
  anchor: Anchor,
  template: LineTemplate,
  { quote, ...raw }: Pick<StringForm, "quote" | "rawEnd">,
): StringForm | undefined {
  const header = decode(bytes, anchor.at, Math.min(anchor.lineEnd, anchor.at + LONGEST_HEADER));
  for (const messages of [messagesBehind(bytes, anchor, template, false), messagesBefore(bytes, anchor, template)]) {
    const isPython = raw.rawEnd === undefined && [header, ...messages].some((message) => ESCAPES.test(message));
    const isEscaped = quote === DOUBLE || isPython;
    const escapes = isEscaped && !messages.some((message) => message.replace(/^["']/, "").startsWith("\t"));
    const ends = readString(bytes, anchor.at, { quote, escapes, hasBreaks: true });
    const strings: StringForm = { quote, ...raw, escapes, hasBreaks: ends.endsWith("\n") };
    const lines = messages.map((message) => readString(encode(message), 0, strings).replace(/\n$/, ""));
    if (looksLikeStack(lines)) return strings;
  }
  return undefined;
}

/** The byte behind the closing quote of a string. */
function rawEndBehind(bytes: Uint8Array, at: number, quote: number): number {
  const closing = quoteAt(viewOf(bytes), at, bytes.length, quote);
  const behind = bytes[closing + 1];
  return closing < 0 || behind === undefined || behind === FEED || behind === RETURN ? FEED : behind;
}

/** The string that begins here goes on behind a line break in it: it is a record. */
function breaksInside(bytes: Uint8Array, at: number, quote: number): boolean {
  const near = bytes.slice(at, at + LONGEST_HEADER);
  return /\n./.test(readString(near, 0, { quote, escapes: true, hasBreaks: true }));
}
