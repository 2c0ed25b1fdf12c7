/** A declaration at the top level of a Go file, as text. */
export interface DeclarationText {
  readonly keyword: "package" | "import" | "func" | "type" | "var" | "const";
  /** Offset of its first character. */
  readonly start: number;
  /** Offset behind its last bracket, brace or string; a line of plain names may follow. */
  readonly end: number;
  /** Offset of the next declaration, or the end of the file. */
  readonly next: number;
  /** 1-based. */
  readonly line: number;
  readonly endLine: number;
}

/** What can hide a brace or a keyword, braces, and keywords that start a line. */
const TOKEN =
  /\/\/.*|\/\*[\s\S]*?\*\/|`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|[{}]|^[ \t]*(package|import|func|type|var|const)\b[^\n/"'`{}]*/gm;

/**
 * Cuts a Go file into its declarations without parsing it: parsing is some thirty times slower, and of most files one function is asked for.
 * A declaration starts where its keyword starts a line outside of all braces.
 */
export function splitDeclarations(text: string): DeclarationText[] {
  const found: { keyword: DeclarationText["keyword"]; start: number; end: number }[] = [];
  let depth = 0;
  let last: (typeof found)[number] | undefined;
  for (const match of text.matchAll(TOKEN)) {
    const [token, keyword] = match;
    const end = match.index + token.length;
    if (keyword !== undefined) {
      const start = match.index + token.indexOf(keyword);
      if (depth > 0 || (start > match.index && continues(text, match.index))) continue;
      last = { keyword: keyword as DeclarationText["keyword"], start, end };
      found.push(last);
      continue;
    }
    if (token.startsWith("//") || token.startsWith("/*")) continue;
    if (token === "{") depth++;
    else if (token === "}" && depth > 0) depth--;
    if (last) last.end = end;
  }
  let [line, at] = [1, 0];
  const lineOf = (offset: number): number => {
    for (let next = text.indexOf("\n", at); next >= 0 && next < offset; next = text.indexOf("\n", at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
  return found.map(({ keyword, start, end }, index) => ({
    keyword,
    start,
    end,
    next: found[index + 1]?.start ?? text.length,
    line: lineOf(start),
    endLine: lineOf(end),
  }));
}

/** Whether the line before is not finished: `var f =` and an indented `func() {` on the next. */
function continues(text: string, start: number): boolean {
  return /[=,(+|&]\s*$/.test(text.slice(Math.max(0, start - 20), start));
}
