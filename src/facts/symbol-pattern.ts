import type { FuncName } from "../model/dump.ts";

/** A compiled pattern over function symbols. */
export type SymbolPattern = (func: FuncName) => boolean;

const compiled = new Map<string, SymbolPattern>();

/**
 * Compiles a pattern over `FuncName.symbol`. The pattern is the end of a symbol, from any path element on:
 * "daemon.(*Daemon).containerStart" matches the method in `github.com/docker/docker/daemon` and in `github.com/moby/moby/v2/daemon`.
 * `{a,b}` means one of, `<any>` any name. A closure matches only a pattern that names it ("Start.func<any>").
 */
export function symbolPattern(pattern: string): SymbolPattern {
  const known = compiled.get(pattern);
  if (known) return known;
  const source = pattern
    .split(/(<any>|\{[^}]*\})/)
    .map((part) => {
      if (part === "<any>") return "[^/]+";
      if (part.startsWith("{")) return `(?:${part.slice(1, -1).split(",").map(escapeRegExp).join("|")})`;
      return escapeRegExp(part);
    })
    .join("");
  const regexp = new RegExp(`(?:^|/)${source}$`);
  const cache = new WeakMap<FuncName, boolean>();
  const match: SymbolPattern = (func) => {
    let result = cache.get(func);
    if (result === undefined) {
      result = regexp.test(func.symbol);
      cache.set(func, result);
    }
    return result;
  };
  compiled.set(pattern, match);
  return match;
}

/** Compiles several patterns into one that matches when any does. */
export function anySymbol(patterns: readonly string[]): SymbolPattern {
  const matchers = patterns.map(symbolPattern);
  return (func) => matchers.some((match) => match(func));
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
