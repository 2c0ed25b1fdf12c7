/**
 * Control and format characters, line and paragraph separators, lone surrogates: a name out of a dump must neither steer the terminal nor
 * make a line read differently from what it says (format characters change the direction or hide: "Trojan Source", CVE-2021-42574).
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text with every control, bidirectional and invisible character shown as its code: "\u{1b}". A tab becomes four spaces. */
export function clean(text: string): string {
  return text.replace(unprintable, (char) =>
    char === "\t" ? "    " : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
