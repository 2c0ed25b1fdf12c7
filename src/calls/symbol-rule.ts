import type { FuncName } from "../model/dump.ts";

/** A rule about function names, as data. */
export interface SymbolRule {
  /** Stable name, for tests and evidence. */
  readonly name: string;
  /** Searched in `FuncName.symbol`. */
  readonly pattern: RegExp;
  /** A function name as a runtime prints it; it matches this rule and none above it. */
  readonly example: string;
}

/** The first rule of a table that a function name matches; remembered per (interned) function name. */
export function firstRuleOf<R extends SymbolRule>(rules: readonly R[]): (func: FuncName) => R | undefined {
  const known = new WeakMap<FuncName, R | null>();
  return (func) => {
    let found = known.get(func);
    if (found === undefined) {
      found = rules.find((rule) => rule.pattern.test(func.symbol)) ?? null;
      known.set(func, found);
    }
    return found ?? undefined;
  };
}
