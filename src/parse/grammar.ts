import type { Arg, Location } from "../model/dump.ts";
import type { CrashNode, CreatedByNode, FuncNode, HeaderNode, RegisterPair } from "./ast.ts";
import type { FormRules } from "./forms/ast.ts";
import { match as matchForm } from "./generated/forms.js";
import { SyntaxError as GrammarError, match, parse } from "./generated/goroutine.js";

/** The rules that the fast path starts from, and what they return. */
export interface Rules {
  HeaderRest: HeaderNode;
  FuncName: FuncNode;
  Location: Location;
  CreatedByText: CreatedByNode;
  Arguments: readonly Arg[];
  Elided: number;
  Unavailable: string;
  AncestorHeader: number;
  Noise: string;
  CrashLine: CrashNode;
  RegisterLine: readonly RegisterPair[];
}

/** How often the grammar ran, by rule: tests hold it against the count of distinct texts. */
export const grammarCalls: Map<keyof Rules, number> = new Map();

/** What a rule of grammar/goroutine.peggy reads in a text; undefined when the text is not of this form. */
export function readWith<R extends keyof Rules>(rule: R, text: string): Rules[R] | undefined {
  grammarCalls.set(rule, (grammarCalls.get(rule) ?? 0) + 1);
  return match(text, rule) as Rules[R] | undefined;
}

/** Where a text that a rule does not read goes wrong: how many of its characters are right. */
export function failureOf(rule: keyof Rules, text: string): number {
  try {
    parse(text, { startRule: rule });
    return text.length;
  } catch (error) {
    return error instanceof GrammarError ? error.location.start.offset : 0;
  }
}

/** The same for a rule of grammar/forms.peggy. */
export function readForm<R extends keyof FormRules>(rule: R, text: string): FormRules[R] | undefined {
  return matchForm(text, rule) as FormRules[R] | undefined;
}
