import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A grammar's rules with the `@example`s of the comments before them. */
export interface RuleExamples {
  readonly rule: string;
  readonly examples: readonly string[];
}

export function grammarSource(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../grammar/${name}.peggy`, import.meta.url)), "utf8");
}

/** Reads the examples out of the source of a grammar. */
export function examplesOf(source: string): RuleExamples[] {
  const found: RuleExamples[] = [];
  let examples: string[] = [];
  for (const line of source.split("\n")) {
    const example = /^\/\/ @example (.*)$/.exec(line)?.[1];
    const rule = /^([A-Z]\w*)(?: ".*")?$/.exec(line)?.[1];
    if (example !== undefined) examples.push(unescaped(example));
    else if (rule !== undefined) {
      found.push({ rule, examples });
      examples = [];
    }
  }
  return found;
}

/** A comment shows a tab at the beginning and the terminal's escape character in letters. */
function unescaped(example: string): string {
  return example.replace(/^\\t/, "\t").replaceAll("\\u001b", "\u001b");
}
