import peggy from "peggy";
import { describe, expect, test } from "vitest";
import { parse as parseForms } from "../../src/parse/generated/forms.js";
import { parse as parseGoroutine } from "../../src/parse/generated/goroutine.js";
import { parse as parseEnvelope } from "../../src/read/generated/envelope.js";
import { examplesOf, grammarSource } from "./examples.ts";

/** Rules that read nothing but blanks: the words in them are of what follows. */
const LOOKAHEADS: readonly string[] = ["QuotedEnd", "InlineGoroutine"];

type Read = (text: string, options: { startRule: string }) => unknown;

const grammars: readonly { readonly name: string; readonly read: Read }[] = [
  { name: "goroutine", read: parseGoroutine as Read },
  { name: "forms", read: parseForms as Read },
  { name: "envelope", read: parseEnvelope as Read },
];

describe.each(grammars)("grammar $name", ({ name, read }) => {
  const source = grammarSource(name);
  const ast = peggy.parser.parse(source);
  const rules = examplesOf(source);
  const reads = (rule: string, text: string): boolean => {
    try {
      read(text, { startRule: rule });
      return true;
    } catch {
      return false;
    }
  };

  test.each(rules.flatMap(({ rule, examples }) => examples.map((example) => ({ rule, example }))))(
    "$rule reads its example $example",
    ({ rule, example }) => expect(reads(rule, example)).toBe(true),
  );

  test("every rule with words of its own has an example", () => {
    const without = rules.filter(({ rule, examples }) => examples.length === 0 && hasWords(ast, rule));
    expect(without.map(({ rule }) => rule)).toEqual([]);
  });

  test("no example is taken by an alternative before its own", () => {
    const examples = new Map(rules.map((rule) => [rule.rule, rule.examples]));
    const taken = choices(ast).flatMap((alternatives) =>
      alternatives.flatMap((rule, at) =>
        (examples.get(rule) ?? []).flatMap((example) =>
          alternatives
            .slice(0, at)
            .filter((earlier) => reads(earlier, example))
            .map((earlier) => `${earlier} takes ${rule}'s ${example}`),
        ),
      ),
    );
    expect(taken).toEqual([]);
  });
});

/** The rule holds a literal of several letters. */
function hasWords({ rules }: peggy.ast.Grammar, rule: string): boolean {
  const found = rules.find(({ name }) => name === rule);
  return /"type":"literal","value":"[^"]*[A-Za-z]{3}/.test(JSON.stringify(found)) && !LOOKAHEADS.includes(rule);
}

/** The names of the alternatives of each rule that only chooses between rules. */
function choices({ rules }: peggy.ast.Grammar): string[][] {
  return rules.flatMap(({ expression }) => {
    if (expression.type !== "choice") return [];
    const names = expression.alternatives.flatMap((alternative) =>
      alternative.type === "rule_ref" ? [alternative.name] : [],
    );
    return names.length === expression.alternatives.length ? [names] : [];
  });
}
