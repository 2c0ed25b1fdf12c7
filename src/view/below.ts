import type { BlockingChain } from "../model/diagnosis.ts";
import { indents, reasons } from "./chain.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";

type Below = BlockingChain["end"]["below"][number];

/** Processes below the last goroutine that say more than the chain's end does: seen in a list, or known to wait for something. */
export function tellingBelow({ end }: BlockingChain): Below[] {
  return end.below.filter(({ process, waitsFor }) => process.pid !== undefined || waitsFor !== unknown);
}

const unknown = "not known";

/** The processes and services below the last goroutine, as the lower end of the chain's tree. */
export function belowTree(below: readonly Below[], depth: number, explain: boolean): Paragraph[] {
  return below.flatMap(({ process, waitsFor, evidence }, at) => {
    const { head, body, deep } = indents(depth + at, at < below.length - 1);
    const known = [process.pid !== undefined && `pid ${process.pid}`, process.state && `state ${process.state}`]
      .filter(Boolean)
      .join(", ");
    const waits = waitsFor === unknown ? ": what it waits for is not known" : ` probably waits for ${waitsFor}`;
    const words = spans({ text: process.name, style: "strong" }, known && ` (${known})`, waits);
    return [paragraph(words, head, deep), ...reasons(evidence, body, explain)];
  });
}
