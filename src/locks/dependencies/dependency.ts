import type { Dependency } from "../../model/dependency.ts";
import type { Goroutine } from "../../model/dump.ts";

/** A dependency with one reason: `text` is both what a person is told and its evidence. */
export function dependency(
  from: Goroutine,
  to: Goroutine,
  kind: Dependency["kind"],
  text: string,
  confidence: number,
  rule: string,
): Dependency {
  return {
    from,
    to,
    kind,
    text,
    confidence,
    evidence: [{ rule, weight: Math.round(Math.log(confidence / (1 - confidence)) * 100) / 100, text }],
  };
}
