import { findBytes } from "./find-bytes.ts";
import { makeLayer } from "./layer.ts";
import { samplesOf } from "./samples.ts";
import type { Fields, SourceText } from "./source-text.ts";
import { TextBuilder } from "./text-builder.ts";
import { decode, encode } from "./utf8.ts";
import { feedAt, viewOf } from "./words.ts";

/** A line that says from where the following lines come. The tool ends what it prints of them with a line break of its own. */
interface Heading {
  /** A layer of `Envelope.format`. */
  readonly name: string;
  /** Bytes without which a line is none. */
  readonly sign: Uint8Array;
  readonly pattern: RegExp;
  /** A line may be cut by a heading; else the line break is the tool's only where it makes an empty line. */
  readonly cutsLines: boolean;
  readonly fields: (found: RegExpExecArray) => Fields;
  readonly example: string;
}

export const HEADINGS: readonly Heading[] = [
  {
    name: "tail",
    sign: encode("<=="),
    pattern: /^==> (.+) <==\r?$/,
    cutsLines: false,
    fields: ([, file = ""]) => [["file", file]],
    example: "==> /var/log/docker.log <==",
  },
  {
    name: "supervisord",
    sign: encode("DEBG '"),
    pattern: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} DEBG '([^']+)' (stdout|stderr) output:\r?$/,
    cutsLines: true,
    fields: ([, program = "", stream = ""]) => [
      ["program", program],
      ["stream", stream],
    ],
    example: "2026-11-23 15:51:56,076 DEBG 'web' stderr output:",
  },
];

const FEED = 10;
/** Nobody reads more files at once. */
const MOST_STREAMS = 1000;
const LONGEST = 1000;
const NOTHING = "";

/** The texts that stand, by turns, under headings in a text; the text itself when there are none. */
export function splitHeadings(text: SourceText): readonly SourceText[] {
  const samples = samplesOf(text.bytes);
  const heading = HEADINGS.find(({ sign }) => samples.some((sample) => findBytes(sample, sign) >= 0));
  return heading ? streamsOf(text, heading) : [text];
}

function streamsOf(text: SourceText, { name, sign, pattern, cutsLines, fields }: Heading): readonly SourceText[] {
  const { bytes } = text;
  const view = viewOf(bytes);
  const streams = new Map<string, { readonly builder: TextBuilder; readonly fields: Fields }>();
  let from = 0;
  let fromLine = 1;
  let current = stream(NOTHING, []);
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const feed = feedAt(view, start);
    const end = feed < 0 ? bytes.length : feed;
    const isSigned = end - start < LONGEST && findBytes(bytes.subarray(start, end), sign) >= 0;
    const found = isSigned ? pattern.exec(decode(bytes, start, end)) : null;
    if (found) {
      take(streams.size > 1 && (cutsLines || bytes[start - 2] === FEED) ? start - 1 : start);
      current = stream(found[0].replace(/^\d.*DEBG/, ""), fields(found));
      from = end + 1;
      fromLine = line + 1;
      if (streams.size > MOST_STREAMS) return [text];
    }
    start = end + 1;
  }
  take(bytes.length);
  if (streams.size === 1) return [text];
  return [...streams].map(([key, { builder, fields: own }]) =>
    makeLayer(text, key === NOTHING ? [] : [name], builder, () => own),
  );

  function stream(key: string, own: Fields) {
    const known = streams.get(key) ?? { builder: new TextBuilder(), fields: own };
    streams.set(key, known);
    return known;
  }

  function take(end: number): void {
    if (end > from) current.builder.appendLines(view, from, end, fromLine);
  }
}
