import { type EnvelopeRule, eachLine } from "./envelopes.ts";

/** What mail, chats, terminals, editors and test programs make of a dump. Reconstructed. */
export const PASTES: readonly (Pick<EnvelopeRule, "name"> & {
  readonly wrap: (dump: string) => string | Uint8Array;
})[] = [
  { name: "mail", wrap: (dump) => `On Monday someone wrote:\n${eachLine(dump, (line) => `> ${line}`)}\nThanks!\n` },
  { name: "mail, blanks at line ends lost", wrap: (dump) => eachLine(dump, (line) => `> ${line}`.trimEnd()) },
  { name: "mail in mail", wrap: (dump) => eachLine(dump, (line) => `> > ${line}`) },
  { name: "table", wrap: (dump) => eachLine(dump, (line) => `| ${line}`) },
  { name: "indented by 4", wrap: (dump) => `The dump:\n\n${eachLine(dump, (line) => `    ${line}`)}\nThat is all.\n` },
  { name: "indented by a tab", wrap: (dump) => eachLine(dump, (line) => `\t${line}`) },
  { name: "a word before each line", wrap: (dump) => eachLine(dump, (line) => `goroutine-dump: ${line}`) },
  {
    name: "an unknown log's prefix",
    wrap: (dump) => eachLine(dump, (line, index) => `[app 0.${1000 + index}] WARN ${line}`),
  },
  { name: "Markdown", wrap: (dump) => `Hi,\n\n\`\`\`go\n${dump}\`\`\`\n\nplease help\n` },
  { name: "Markdown in a quote", wrap: (dump) => `> \`\`\`\n${eachLine(dump, (line) => `> ${line}`)}> \`\`\`\n` },
  {
    name: "HTML",
    wrap: (dump) =>
      `<html><body><pre>${dump.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&#34;")}</pre></body></html>\n`,
  },
  {
    name: "HTML with breaks",
    wrap: (dump) =>
      eachLine(
        dump,
        (line) =>
          `${line.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\t", "&nbsp;&nbsp;&nbsp;&nbsp;")}<br/>`,
      ),
  },
  {
    name: "colours",
    wrap: (dump) =>
      dump
        .replace(/goroutine (\d+)/g, "\u001b[1;32mgoroutine \u001b[36m$1\u001b[0m")
        .replace(/^\t(.*)$/gm, "\t\u001b[2m$1\u001b[0m"),
  },
  { name: "8 spaces for tabs", wrap: (dump) => dump.replaceAll("\t", "        ") },
  { name: "4 spaces for tabs", wrap: (dump) => dump.replaceAll("\t", "    ") },
  { name: "no-break spaces for tabs", wrap: (dump) => dump.replaceAll("\t", "\u00a0\u00a0\u00a0\u00a0") },
  { name: "no indentation", wrap: (dump) => dump.replaceAll("\t", "") },
  { name: "no empty lines", wrap: (dump) => dump.replace(/\n{2,}/g, "\n") },
  { name: "empty lines everywhere", wrap: (dump) => dump.replaceAll("\n", "\n\n") },
  { name: "CRLF", wrap: (dump) => dump.replaceAll("\n", "\r\n") },
  { name: "CR", wrap: (dump) => dump.replaceAll("\n", "\r") },
  { name: "UTF-8 with BOM", wrap: (dump) => `\ufeff${dump}` },
  { name: "UTF-16 with BOM", wrap: (dump) => Buffer.from(`\ufeff${dump}`, "utf16le") },
  { name: "UTF-16, big-endian", wrap: (dump) => Buffer.from(`\ufeff${dump}`, "utf16le").swap16() },
  { name: "UTF-16 without BOM", wrap: (dump) => Buffer.from(dump.replaceAll("\n", "\r\n"), "utf16le") },
  { name: "NUL bytes", wrap: (dump) => `${"\0".repeat(512)}${dump.replaceAll("\n", "\n\0")}` },
  { name: "a terminal of 80 columns", wrap: (dump) => wrapLines(dump, 80) },
  {
    name: "a terminal of 80 columns, in mail",
    wrap: (dump) => eachLine(wrapLines(dump, 80), (line) => `> ${line}`),
  },
  {
    name: "a terminal of 132 columns, tabs as spaces",
    wrap: (dump) => wrapLines(dump.replaceAll("\t", "        "), 132),
  },
  {
    name: "a failed test",
    wrap: (dump) =>
      `--- FAIL: TestX (0.01s)\n    x_test.go:150: goroutines:\n${eachLine(dump, (line) => `        ${line}`)}FAIL\nexit status 1\nFAIL\tx\t0.012s\n`,
  },
];

/** As a terminal shows it: a line goes on in the next one at the last column; a tab leads to the next multiple of 8. */
function wrapLines(text: string, width: number): string {
  const wrapped: string[] = [];
  for (const line of text.split("\n")) {
    let current = "";
    let column = 0;
    for (const character of line) {
      if (column >= width) {
        wrapped.push(current);
        current = "";
        column = 0;
      }
      current += character;
      column += character === "\t" ? 8 - (column % 8) : 1;
    }
    wrapped.push(current);
  }
  return wrapped.join("\n");
}
