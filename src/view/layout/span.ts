/** What a piece of text is for; `paint` turns it into colour. */
export type Style = "strong" | "faint" | "bad" | "warn" | "good" | "name";

/** A piece of text in one style. Its text may come from an input: it is cleaned when it is printed. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** A paragraph: `first` stands before its first line, `rest` before the lines that wrapping adds. */
export interface Paragraph {
  readonly first: string;
  readonly rest: string;
  readonly content: readonly Span[];
  /** Printed as it is, never wrapped: lines of an input, commands to copy. */
  readonly verbatim?: true;
}

/** Text with styles: plain strings and spans, in order. */
export function spans(...parts: readonly (string | Span)[]): Span[] {
  return parts.map((part) => (typeof part === "string" ? { text: part } : part)).filter(({ text }) => text !== "");
}

/** A paragraph with the same indentation on all its lines, or another one (`hang`) on those that wrapping adds. */
export function paragraph(content: readonly Span[], indent = "", hang: string = indent): Paragraph {
  return { first: indent, rest: hang, content };
}

/** An empty line. */
export const blank: Paragraph = { first: "", rest: "", content: [] };
