import { makeLayer } from "./layer.ts";
import type { Block } from "./learn-block.ts";
import { readLinePrefix } from "./read-line-prefix.ts";
import type { SourceText } from "./source-text.ts";
import { TextBuilder } from "./text-builder.ts";
import { viewOf } from "./words.ts";

const FEED = 10;

/** Takes blocks, in their order, out of a text: those of one identity are one text. What is left is a text of its own. */
export function peelBlocks(text: SourceText, blocks: readonly Block[]): { peeled: SourceText[]; rest: SourceText } {
  const { bytes } = text;
  const view = viewOf(bytes);
  const builders = new Map<string, { builder: TextBuilder; first: Block }>();
  const rest = new TextBuilder();
  let at = 0;
  let line = 1;
  for (const block of blocks) {
    copy(rest, at, block.lineStart, 0);
    const known = builders.get(block.identity);
    const { builder } = known ?? { builder: new TextBuilder() };
    if (!known) builders.set(block.identity, { builder, first: block });
    const feed = bytes.indexOf(FEED, block.at);
    const end = feed < 0 ? bytes.length : feed;
    builder.append(view, block.at, end, line);
    builder.endLine(line);
    at = end + 1;
    line++;
    copy(builder, at, block.end, block.indentation.length);
  }
  copy(rest, at, bytes.length, 0);
  const peeled = [...builders.values()].map(({ builder, first: { form, lineStart } }) =>
    makeLayer(text, form?.name ?? "prefix", builder, () => {
      const prefix = form && readLinePrefix(form, bytes, lineStart);
      return prefix?.fields.map(({ key, value }) => [key, value] as const) ?? [];
    }),
  );
  return { peeled, rest: makeLayer(text, "", rest, () => []) };

  /** The lines from `at` to `until`, each without its first `skip` bytes. */
  function copy(builder: TextBuilder, from: number, until: number, skip: number): void {
    for (at = from; at < until; line++) {
      const feed = bytes.indexOf(FEED, at);
      const end = feed < 0 || feed > until ? until : feed;
      builder.append(view, Math.min(at + skip, end), end, line);
      if (feed >= 0) builder.endLine(line);
      at = end + 1;
    }
  }
}
