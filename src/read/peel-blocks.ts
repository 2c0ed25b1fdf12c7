import { makeLayer, makeSlice } from "./layer.ts";
import type { Block } from "./learn-block.ts";
import { LineCounter } from "./line-counter.ts";
import { readLinePrefix } from "./read-line-prefix.ts";
import type { Fields, SourceText } from "./source-text.ts";
import { TextBuilder } from "./text-builder.ts";
import { feedAt, viewOf } from "./words.ts";

/** Takes blocks, in their order, out of a text: those of one identity are one text. What is left is a text of its own. */
export function peelBlocks(text: SourceText, blocks: readonly Block[]): { peeled: SourceText[]; rest: SourceText } {
  const { bytes } = text;
  const view = viewOf(bytes);
  const rest = new TextBuilder();
  const lines = new LineCounter(bytes);
  let at = 0;
  for (const { lineStart, end } of blocks) {
    if (at < lineStart) copy(rest, at, lineStart, lines.lineAt(at), 0);
    at = end;
  }
  if (at < bytes.length) copy(rest, at, bytes.length, lines.lineAt(at), 0);
  const groups = new Map<string, Block[]>();
  for (const block of blocks) groups.set(block.identity, [...(groups.get(block.identity) ?? []), block]);
  return { peeled: [...groups.values()].map(textOf), rest: makeLayer(text, [], rest, () => []) };

  function textOf(group: readonly Block[]): SourceText {
    const [first] = group as [Block];
    const name = first.form?.name ?? "prefix";
    const fields = fieldsOf(first);
    // Large ones stand as they are behind their prefix.
    if (group.length === 1 && first.indentation === "")
      return makeSlice(text, name, first.at, first.end, first.firstLine, fields);
    const builder = new TextBuilder();
    for (const block of group) {
      const end = builder.appendLine(view, block.at, block.firstLine);
      builder.endLine(block.firstLine);
      copy(builder, end + 1, block.end, block.firstLine + 1, block.indentation.length);
    }
    return makeLayer(text, [name], builder, () => fields);
  }

  function fieldsOf({ form, lineStart }: Block): Fields {
    const prefix = form && readLinePrefix(form, bytes, lineStart);
    return prefix?.fields.map(({ key, value }) => [key, value] as const) ?? [];
  }

  /** The lines from `start` to `until`, each without its first `skip` bytes. */
  function copy(builder: TextBuilder, start: number, until: number, first: number, skip: number): void {
    for (let from = start, number = first; from < until; number++) {
      const feed = feedAt(view, from);
      const end = feed < 0 || feed > until ? until : feed;
      builder.append(view, Math.min(from + skip, end), end, number);
      if (feed >= 0) builder.endLine(number);
      from = end + 1;
    }
  }
}
