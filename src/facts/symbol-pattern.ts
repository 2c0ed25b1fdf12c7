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
  const matches = pattern.includes("<any>") ? byExpression(pattern) : byEnds(pattern);
  const cache = new WeakMap<FuncName, boolean>();
  const match: SymbolPattern = (func) => {
    let result = cache.get(func);
    if (result === undefined) {
      result = matches(func.symbol);
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

const PARTS = /(<any>|\{[^}]*\})/;

/** Hundreds of patterns meet every function of a dump: comparing ends costs a tenth of compiling and running an expression for each. */
function byEnds(pattern: string): (symbol: string) => boolean {
  let ends = [""];
  for (const part of pattern.split(PARTS)) {
    const choices = part.startsWith("{") ? part.slice(1, -1).split(",") : [part];
    ends = ends.flatMap((end) => choices.map((choice) => end + choice));
  }
  return (symbol) => ends.some((end) => symbol.endsWith(end) && isElementStart(symbol, symbol.length - end.length));
}

function isElementStart(symbol: string, at: number): boolean {
  return at === 0 || symbol[at - 1] === "/";
}

function byExpression(pattern: string): (symbol: string) => boolean {
  const source = pattern
    .split(PARTS)
    .map((part) => {
      if (part === "<any>") return "[^/]+";
      if (part.startsWith("{")) return `(?:${part.slice(1, -1).split(",").map(escapeRegExp).join("|")})`;
      return escapeRegExp(part);
    })
    .join("");
  const expression = new RegExp(`(?:^|/)${source}$`);
  return (symbol) => expression.test(symbol);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
