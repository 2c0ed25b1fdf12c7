import { makeLayer } from "../layer.ts";
import type { SourceText } from "../source-text.ts";
import { TextBuilder } from "../text-builder.ts";
import { decode, encode } from "../utf8.ts";
import { viewOf } from "../words.ts";

/** A mail is not larger. */
const LARGEST = 1 << 24;
/** In the head of the mail. */
const LONGEST_HEAD = 1 << 16;
const DECLARED = /^Content-Transfer-Encoding:\s*quoted-printable/im;
/** A line that goes on in the next one: no longer than 76 characters (RFC 2045, 6.7). */
const SOFT_BREAK = /^.{40,75}=\r?$/gm;
const ENOUGH = 2;
/** What a dump's text has with "=" but for this encoding: fields of a header, labels. */
const OTHER = /=(?![0-9A-F]{2}|\r?\n|$)/m;
const ESCAPE = /^=([0-9A-Fa-f]{2})$/;
const EQUALS = 0x3d;

/** The text of a mail that is written in quoted-printable; another text comes back as it is. */
export function withoutQuotedPrintable(source: SourceText): SourceText {
  if (source.bytes.length > LARGEST || !source.bytes.includes(EQUALS)) return source;
  const text = decode(source.bytes);
  if (
    !DECLARED.test(text.slice(0, LONGEST_HEAD)) &&
    (OTHER.test(text) || [...text.matchAll(SOFT_BREAK)].length < ENOUGH)
  )
    return source;
  const builder = new TextBuilder();
  for (const [index, line] of text.split("\n").entries()) {
    const end = line.trimEnd();
    const goesOn = end.endsWith("=");
    const bytes = decoded(goesOn ? end.slice(0, -1) : end);
    builder.append(viewOf(bytes), 0, bytes.length, index + 1);
    if (!goesOn) builder.endLine(index + 1);
  }
  return makeLayer(source, [], builder, () => []);
}

/** The bytes that a line stands for: an escape sequence is one of them. */
function decoded(line: string): Uint8Array {
  const bytes = encode(line);
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const sequence = bytes[at] === EQUALS ? ESCAPE.exec(decode(bytes, at, at + 3)) : null;
    out.push(sequence ? Number.parseInt(sequence[1] as string, 16) : (bytes[at] as number));
    if (sequence) at += 2;
  }
  return Uint8Array.from(out);
}
