import type { FuncName } from "../model/dump.ts";
import { memo } from "./memo.ts";

/** A rule about function names, as data. */
export interface SymbolRule {
  /** Stable name, for tests and evidence. */
  readonly name: string;
  /** Searched in `FuncName.symbol`. */
  readonly pattern: RegExp;
  /** A function name as a runtime prints it; it matches this rule and none above it. */
  readonly example: string;
}

/** The first rule of a table that a function name matches. */
export function firstRuleOf<R extends SymbolRule>(rules: readonly R[]): (func: FuncName) => R | undefined {
  return memo((func: FuncName) => rules.find(({ pattern }) => pattern.test(func.symbol)));
}
