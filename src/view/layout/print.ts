import { clean } from "./clean.ts";
import type { Paragraph, Span, Style } from "./span.ts";
import { columns, wrap } from "./wrap.ts";

/** SGR parameters of each style (ECMA-48): only the eight basic colours, which every terminal theme keeps readable. */
const sgr: Readonly<Record<Style, string>> = {
  strong: "1",
  faint: "2",
  bad: "1;31",
  warn: "33",
  good: "32",
  name: "36",
};

export interface PrintOptions {
  /** Columns of a line. */
  readonly width: number;
  /** ANSI colours. */
  readonly color: boolean;
}

/** However deep the tree, this many columns are left for text. */
const least = 24;

/** Paragraphs as text, each line ending in a newline: cleaned, wrapped to the width and coloured. The only place that makes escape codes. */
export function print(paragraphs: readonly Paragraph[], { width, color }: PrintOptions): string {
  const paint = ({ text, style }: Span): string => {
    const plain = text.replaceAll("\u00a0", " ");
    return color && style ? `\u001b[${sgr[style]}m${plain}\u001b[0m` : plain;
  };
  const lines: string[] = [];
  for (const { first, rest, content, verbatim } of paragraphs) {
    const cleaned = content.map((span) => ({ ...span, text: clean(span.text) }));
    const room = (prefix: string): number => Math.max(least, width - columns(prefix));
    const wrapped = verbatim ? [cleaned] : wrap(cleaned, room(first), room(rest));
    for (const [at, line] of wrapped.entries()) {
      const prefix = at === 0 ? first : rest;
      lines.push((line.length > 0 ? prefix : prefix.trimEnd()) + line.map(paint).join(""));
    }
  }
  return lines.map((line) => `${line}\n`).join("");
}
