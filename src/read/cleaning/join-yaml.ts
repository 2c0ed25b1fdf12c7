import { makeLayer } from "../layer.ts";
import type { SourceText } from "../source-text.ts";
import { TextBuilder } from "../text-builder.ts";
import { decode } from "../utf8.ts";
import { feedAt, viewOf } from "../words.ts";

/** What `kubectl get -o yaml` prints is not larger. */
const LARGEST = 1 << 24;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const QUOTE = 0x22;
const HYPHEN = 0x2d;
const COLON = 0x3a;
const UNDERSCORE = 0x5f;
/** A string in double quotes begins: behind a name, in a list. */
const OPENING = /^\s*(?:- )*(?:[\w./-]{1,100}: |- )"/;
const LONGEST_OPENING = 200;

/** Joins the lines of strings that YAML folded: they break at blanks, or behind a backslash. The same text when there is no such string. */
export function joinYaml(source: SourceText): SourceText {
  const { bytes } = source;
  if (bytes.length > LARGEST || !bytes.includes(BACKSLASH) || !hasOpening(bytes)) return source;
  const lines = decode(bytes).split("\n");
  const builder = new TextBuilder(bytes.length);
  let isFolded = false;
  for (let index = 0; index < lines.length; ) {
    const { text, end } = stringFrom(lines, index);
    isFolded ||= end > index + 1;
    builder.appendText(text, index + 1);
    if (end < lines.length) builder.endLine(index + 1);
    index = end;
  }
  return isFolded ? makeLayer(source, [], builder, () => []) : source;
}

/** A line begins as one does whose string may go on: looks at the first bytes of each line only. */
function hasOpening(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  for (let start = 0; start < bytes.length; ) {
    let at = start;
    while (bytes[at] === SPACE || bytes[at] === HYPHEN) at++;
    while (isName(bytes[at] as number)) at++;
    if (bytes[at] === COLON) at++;
    if (bytes[at - 1] === COLON && bytes[at] === SPACE) at++;
    if (
      bytes[at] === QUOTE &&
      at > start &&
      OPENING.test(decode(bytes, start, Math.min(at + 1, start + LONGEST_OPENING)))
    )
      return true;
    const feed = feedAt(view, start);
    if (feed < 0) return false;
    start = feed + 1;
  }
  return false;
}

function isName(byte: number): boolean {
  return (byte >= 0x2d && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) || byte === UNDERSCORE;
}

/** The line, or with it those in which its string goes on. @returns Behind the last one. */
function stringFrom(lines: readonly string[], first: number): { readonly text: string; readonly end: number } {
  const line = (lines[first] as string).replace(/\r$/, "");
  const opening = /^\s*\S/.test(lines[first + 1] ?? "") ? OPENING.exec(line)?.[0] : undefined;
  const alone = { text: lines[first] as string, end: first + 1 };
  if (opening === undefined || closes(line.slice(opening.length))) return alone;
  const parts = [line];
  for (let index = first + 1; index < lines.length; index++) {
    const next = (lines[index] as string).trim();
    // Further lines are indented, or empty.
    if (next !== "" && !/^\s/.test(lines[index] as string)) return alone;
    const last = parts.length - 1;
    const before = parts[last] as string;
    const isEscaped = /(?:^|[^\\])(?:\\\\)*\\$/.test(before);
    parts[last] = isEscaped ? before.slice(0, -1) : before.trimEnd();
    const isBehindEmpty = lines[index - 1]?.trim() === "";
    const fold = isEscaped || isBehindEmpty ? "" : " ";
    parts.push(next === "" ? "\\n" : `${fold}${next.startsWith("\\ ") ? next.slice(1) : next}`);
    if (closes(next)) return { text: parts.join(""), end: index + 1 };
  }
  return alone;
}

/** A quote stands in the text that no backslash escapes. */
function closes(text: string): boolean {
  for (let at = 0; at < text.length; at++)
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return true;
  return false;
}
