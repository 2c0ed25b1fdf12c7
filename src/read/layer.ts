import { countLines, type Fields, type SourceText } from "./source-text.ts";
import type { TextBuilder } from "./text-builder.ts";

/** Makes the text that envelopes around lines of `parent` held, the outermost first. `fieldsAt` tells what the envelope says of a line of the parent. */
export function makeLayer(
  parent: SourceText,
  names: readonly string[],
  builder: TextBuilder,
  fieldsAt: (parentLine: number) => Fields,
): SourceText {
  const { bytes, origins } = builder.finish();
  const originOf = (line: number) => origins[Math.min(line, origins.length) - 1] ?? 1;
  return {
    bytes,
    layers: [...parent.layers, ...names],
    lineCount: () => origins.length,
    isFile: false,
    lineAt: (line) => parent.lineAt(originOf(line)),
    fieldsAt: (line) => [...parent.fieldsAt(originOf(line)), ...fieldsAt(originOf(line))],
  };
}

/** Makes the text that an envelope before its first line held, the lines of which stand in `parent` as they are: its bytes [start, end). */
export function makeSlice(
  parent: SourceText,
  name: string,
  start: number,
  end: number,
  firstLine: number,
  fields: Fields,
): SourceText {
  const bytes = parent.bytes.subarray(start, end);
  return {
    bytes,
    layers: [...parent.layers, name],
    lineCount: () => countLines(bytes),
    isFile: false,
    lineAt: (line) => parent.lineAt(firstLine + line - 1),
    fieldsAt: (line) => [...parent.fieldsAt(firstLine + line - 1), ...fields],
  };
}
