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
  { name: "cat -A", wrap: (dump) => eachLine(dump, (line) => `${line.replaceAll("\t", "^I")}$`) },
  { name: "cat -A, CRLF", wrap: (dump) => eachLine(dump, (line) => `${line.replaceAll("\t", "^I")}^M$`) },
  { name: "jq @tsv, one column", wrap: (dump) => eachLine(dump, asTsv) },
  { name: "jq @tsv, a pod before", wrap: (dump) => eachLine(dump, (line) => `web-1\t${asTsv(line)}`) },
  { name: "jq @tsv, a stream behind", wrap: (dump) => eachLine(dump, (line) => `web-1\t${asTsv(line)}\tstderr`) },
  {
    name: "a pane on the right",
    wrap: (dump) =>
      eachLine(asSpaces(dump), (line, index) => `${(index % 3 ? `$ ls file${index * index}` : "").padEnd(40)}│${line}`),
  },
  {
    name: "a pane on the right, a short one on its left",
    wrap: (dump) =>
      eachLine(asSpaces(dump), (line, index) => `${(index < 8 ? `$ ls file${index * index}` : "").padEnd(40)}│${line}`),
  },
  { name: "cat -T", wrap: (dump) => dump.replaceAll("\t", "^I") },
  { name: "a box", wrap: (dump) => boxed(dump, "│ ", " │") },
  { name: "a box of ASCII", wrap: (dump) => boxed(dump, "| ", " |") },
  { name: "a pane's border", wrap: (dump) => boxed(dump, "", "│") },
  {
    name: "a column of a table, as mysql shows it",
    wrap: (dump) => eachLine(spaced(dump), (line, at) => `| ${String(at).padEnd(6)} | ${line.padEnd(180)} |`),
  },
  {
    name: "a value of many lines, as psql shows it",
    wrap: (dump) => ` stacks\n--------\n${eachLine(spaced(dump), (line) => ` ${line.padEnd(180)}+`)}(1 row)\n`,
  },
  { name: "behind each line what grows", wrap: (dump) => eachLine(dump, (line, at) => `${line}\t${1000 + at}`) },
  { name: "filled up to 80 columns", wrap: (dump) => eachLine(dump, (line) => line.padEnd(80)) },
  { name: "filled up to 200 columns", wrap: (dump) => eachLine(spaced(dump), (line) => line.padEnd(200)) },
  { name: "LF CR", wrap: (dump) => dump.replaceAll("\n", "\n\r") },
  { name: "CR CR LF", wrap: (dump) => dump.replaceAll("\n", "\r\r\n") },
  { name: "Word's line breaks", wrap: (dump) => `Look: ok\n${dump.trimEnd().replaceAll("\n", "\v")}\n` },
  ...[
    ["```", "```"],
    ["{noformat}", "{noformat}"],
    ["{code:title=dump}", "{code}"],
    ["[code]", "[/code]"],
    ["<failure><![CDATA[", "]]></failure>"],
  ].map(([open = "", close = ""]) => ({
    name: `${open} in the first line, ${close} in the last one`,
    wrap: (dump: string) => `${open}${dump.trimEnd()}${close}\n`,
  })),
  { name: "HTML in one line", wrap: (dump) => `<pre>${html(dump).replaceAll("\n", "<br>")}</pre>\n` },
  {
    name: "HTML, a table with the numbers of lines",
    wrap: (dump) =>
      `<table>${html(dump)
        .split("\n")
        .map((line, at) => `<tr><td>${at + 1}</td><td>${line}</td></tr>`)
        .join("")}</table>\n`,
  },
  {
    name: "an attribute of XML",
    wrap: (dump) => `<x output="${html(dump).replaceAll("\t", "&#x9;").replaceAll("\n", "&#xA;")}"></x>\n`,
  },
  {
    name: "quoted-printable",
    wrap: (dump) => `Content-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(dump)}`,
  },
  { name: "quoted-printable, CRLF", wrap: (dump) => quotedPrintable(`é\n${dump}`).replaceAll("\n", "\r\n") },
  { name: "kubectl get -o yaml", wrap: (dump) => yaml(dump, "\n          ") },
  { name: "YAML as Python writes it", wrap: (dump) => yaml(dump, "\\\n          \\ ") },
  { name: "mail, wrapped at blanks", wrap: (dump) => wrapWords(dump, 72, "") },
  { name: "mail, format=flowed", wrap: (dump) => wrapWords(dump, 72, " ") },
  { name: "mail, format=flowed and quoted", wrap: (dump) => eachLine(wrapWords(dump, 70, " "), (line) => `> ${line}`) },
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

/** Tabs of terminals. */
function spaced(dump: string): string {
  return dump.replaceAll("\t", "        ");
}

function boxed(dump: string, left: string, right: string): string {
  return eachLine(spaced(dump), (line) => `${left}${line.padEnd(200)}${right}`);
}

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&#34;");
}

/** As RFC 2045 has it: lines of at most 76 characters. */
function quotedPrintable(text: string): string {
  const escaped = text.replace(/[=\u0080-\uffff]/gu, (letter) =>
    [...Buffer.from(letter)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join(""),
  );
  return escaped.replace(/.{73}(?:=..)?(?=.{3})/g, "$&=\n");
}

/** Breaks lines at blanks. @param end What stands before a break. */
function wrapWords(text: string, width: number, end: string): string {
  const wrapLine = (line: string): string => {
    const blank = line.length > width ? line.lastIndexOf(" ", width) : -1;
    return blank <= 0 ? line : `${line.slice(0, blank)}${end}\n${wrapLine(line.slice(blank + 1))}`;
  };
  return text.split("\n").map(wrapLine).join("\n");
}

/** A string in double quotes, folded at each seventh blank. */
function yaml(text: string, fold: string): string {
  let count = 0;
  const folded = JSON.stringify(text).replace(/ (?=\S)/g, () => (count++ % 7 === 6 ? fold : " "));
  return `status:\n  terminated:\n    exitCode: 2\n    message: ${folded}\n    reason: "Error"\n`;
}

/** https://jqlang.org/manual/#format-strings-and-escaping: line feed, return, tab and backslash are written as two characters. */
function asTsv(line: string): string {
  return line.replaceAll("\\", "\\\\").replaceAll("\t", "\\t");
}

/** A terminal has no tabs. */
function asSpaces(dump: string): string {
  return dump.replaceAll("\t", "        ");
}
