import type { Stack } from "../model/dump.ts";
import { sentRules } from "./tables/sent.ts";

/** Whether a client's request has been handed over; undefined when the frames inside the stub do not tell. */
export function sentOf(stack: Stack, stub: number): boolean | undefined {
  for (const { func, location } of stack.frames.slice(0, stub)) {
    const rule = sentRules.find(
      ({ pattern, lines }) => pattern.test(func.symbol) && (!lines || (location && lines.includes(location.line))),
    );
    if (rule) return rule.sent;
  }
  return undefined;
}
