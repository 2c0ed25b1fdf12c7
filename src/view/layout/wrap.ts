import type { Span } from "./span.ts";

/** Length in columns. Names in dumps are code: one column a code point is right nearly always, and a wide one only wraps late. */
export function columns(text: string): number {
  return [...text].length;
}

/**
 * Breaks styled text into lines of at most `first` columns (the first line) and `rest` columns (the others), at spaces, which go. Only a word
 * longer than a line is cut: behind a slash when it has one, so that paths stay readable.
 */
export function wrap(content: readonly Span[], first: number, rest: number = first): Span[][] {
  let width = first;
  let line: Span[] = [];
  const lines = [line];
  let used = 0;
  let space: readonly Span[] = [];
  const breakLine = (): void => {
    line = [];
    lines.push(line);
    width = rest;
    used = 0;
  };
  for (const word of wordsOf(content)) {
    if (word[0]?.text.startsWith(" ")) {
      space = used > 0 ? word : [];
      continue;
    }
    const gap = lengthOf(space);
    if (used > 0 && used + gap + lengthOf(word) > width) breakLine();
    else {
      line.push(...space);
      used += gap;
    }
    space = [];
    for (const span of word) {
      for (const chars = [...span.text]; chars.length > 0; ) {
        if (used >= width) breakLine();
        const piece = chars.splice(0, cut(chars, width - used));
        line.push({ ...span, text: piece.join("") });
        used += piece.length;
        if (chars.length > 0) breakLine();
      }
    }
  }
  return lines;
}

/** How many of the characters stand on a line with this much room. */
function cut(chars: readonly string[], room: number): number {
  return chars.length <= room ? room : chars.lastIndexOf("/", room - 1) + 1 || room;
}

function lengthOf(word: readonly Span[]): number {
  return word.reduce((sum, { text }) => sum + columns(text), 0);
}

/** Words and the runs of spaces between them; a word may consist of several spans. */
function wordsOf(content: readonly Span[]): Span[][] {
  const words: Span[][] = [];
  let wasSpace: boolean | undefined;
  for (const span of content) {
    for (const text of span.text.match(/ +|[^ ]+/g) ?? []) {
      const isSpace = text.startsWith(" ");
      if (isSpace === wasSpace) words.at(-1)?.push({ ...span, text });
      else words.push([{ ...span, text }]);
      wasSpace = isSpace;
    }
  }
  return words;
}
