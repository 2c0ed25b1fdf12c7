import type { Fields, SourceText } from "./source-text.ts";
import type { TextBuilder } from "./text-builder.ts";

/** Makes the text that an envelope around lines of `parent` held. `fieldsAt` tells what the envelope says of a line of the parent. */
export function makeLayer(
  parent: SourceText,
  name: string,
  builder: TextBuilder,
  fieldsAt: (parentLine: number) => Fields,
): SourceText {
  const { bytes, origins } = builder.finish();
  const originOf = (line: number) => origins[Math.min(line, origins.length) - 1] ?? 1;
  return {
    bytes,
    layers: name === "" ? parent.layers : [...parent.layers, name],
    lineAt: (line) => parent.lineAt(originOf(line)),
    fieldsAt: (line) => [...parent.fieldsAt(originOf(line)), ...fieldsAt(originOf(line))],
  };
}
