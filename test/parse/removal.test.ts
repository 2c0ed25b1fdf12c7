import { runInThisContext } from "node:vm";
import peggy from "peggy";
import { describe, expect, test } from "vitest";
import { decode } from "../../src/read/utf8.ts";
import { FORMS, filesOf, GO_VERSIONS } from "./corpus.ts";
import { grammarSource } from "./examples.ts";

/** Of the dumps by version no more than all rules need: each rule's removal reads one after the other until one differs. */
const COVERING: readonly RegExp[] = [
  /^(?:joined|sigill)-/,
  /^names-1\.(?:4|9\.7|13\.15|18\.10)\./,
  /^(?:labels|rangefunc)-1\.2[67]/,
  /^synctest-1\.2[45]/,
  /^ancestors-1\.23/,
  /^misc-1\.25/,
  /^methodvalues-1\.10/,
  /^cgo-1\.13\.15-abort/,
  /^panic-1\.(?:4|13\.15|23\.4)-/,
  /^panic-1\.22\.10-deep\./,
  /^locks-1\.22.*system/,
  /^(?:sigquit-1\.13\.15-crash|traceback-1\.9\.7-1)\./,
];

const forms = filesOf(FORMS).map(({ bytes }) => decode(bytes));
const [anyDump = ""] = forms;
const dumps = filesOf(GO_VERSIONS)
  .filter(({ name }) => COVERING.some((pattern) => pattern.test(name)))
  .map(({ bytes }) => decode(bytes))
  .sort((a, b) => a.length - b.length);

/** What a parser reads in the texts, one after the other. */
type Reading = (parser: peggy.Parser) => Iterable<string>;

const GRAMMARS: readonly { readonly name: string; readonly reading: Reading }[] = [
  {
    name: "goroutine",
    reading: (parser) => lazily([...forms, anyDump.trimEnd(), ...dumps], (text) => read(parser, text, "Text")),
  },
  {
    name: "forms",
    reading: (parser) =>
      lazily(["ProfileLine", "RaceLine", "DelveLine", "GoleakHeader"], (rule) =>
        forms
          .flatMap((text) =>
            text
              .split("\n")
              .map((line) => read(parser, rule === "GoleakHeader" ? line.replace(/^\s*\[?/, "") : line, rule)),
          )
          .join("\n"),
      ),
  },
];

describe.each(GRAMMARS)("grammar $name", ({ name, reading }) => {
  const source = grammarSource(name);
  const rules = peggy.parser.parse(source).rules.map(({ name }) => name);
  const code = peggy.generate(source, { allowedStartRules: ["*"], output: "source", format: "bare" });

  /** The parser, in which one rule never matches. */
  function parserWithout(removed: string | undefined): peggy.Parser {
    const changed = code.replace(`function peg$parse${removed}() {`, "$& return peg$FAILED;");
    return runInThisContext(changed) as peggy.Parser;
  }

  test("no rule can be removed without a difference in what is read", { timeout: 300_000 }, () => {
    const whole = [...reading(parserWithout(undefined))];
    const needless = rules.filter((rule) => {
      let at = 0;
      for (const found of reading(parserWithout(rule))) if (found !== whole[at++]) return false;
      return true;
    });
    expect(needless).toEqual([]);
  });
});

function* lazily<T>(items: readonly T[], map: (item: T) => string): Iterable<string> {
  for (const item of items) yield map(item);
}

function read(parser: peggy.Parser, text: string, startRule: string): string {
  try {
    return JSON.stringify(parser.parse(text, { startRule }));
  } catch {
    return "unreadable";
  }
}
