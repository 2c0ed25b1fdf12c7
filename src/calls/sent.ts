import type { Stack } from "../model/dump.ts";
import { type SentRule, sentRules } from "./tables/sent.ts";

/** Whether a client's request has been handed over; undefined when the frames inside the stub do not tell. */
export function sentOf(stack: Stack, stub: number): boolean | undefined {
  for (const { func, location } of stack.frames.slice(0, stub)) {
    const rule = sentRuleOf(func.symbol, location?.line);
    if (rule) return rule.sent;
  }
  return undefined;
}

/** The first rule for a function at a line. */
export function sentRuleOf(symbol: string, line: number | undefined): SentRule | undefined {
  return sentRules.find(({ pattern, lines, fromLine = 0 }) => {
    if (!pattern.test(symbol)) return false;
    return lines ? line !== undefined && lines.includes(line) : (line ?? 0) >= fromLine;
  });
}
