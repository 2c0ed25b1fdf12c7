import { makeLayer } from "../layer.ts";
import { samplesOf } from "../samples.ts";
import type { SourceText } from "../source-text.ts";
import { TextBuilder } from "../text-builder.ts";
import { feedAt, viewOf } from "../words.ts";

/** Ends a line of a dump in the middle of a line of the file: word processors write it, and cleaning does so for breaks of HTML. */
export const LINE_BREAK = "\v";
const VERTICAL_TAB = 0x0b;

/** The text with such lines apart; the same one when it has none. */
export function splitLines(source: SourceText): SourceText {
  const { bytes } = source;
  if (!samplesOf(bytes).some((sample) => sample.includes(VERTICAL_TAB))) return source;
  const view = viewOf(bytes);
  const builder = new TextBuilder(bytes.length);
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const feed = feedAt(view, start);
    const end = feed < 0 ? bytes.length : feed;
    for (let at = start; at <= end; ) {
      const tab = bytes.indexOf(VERTICAL_TAB, at);
      const stop = tab < 0 || tab > end ? end : tab;
      builder.append(view, at, stop, line);
      builder.endLine(line);
      at = stop + 1;
    }
    start = end + 1;
  }
  return makeLayer(source, [], builder, () => []);
}
