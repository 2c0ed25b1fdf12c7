import type { StackGraph } from "../../graph/types.ts";
import { place } from "../../locks/evidence/place.ts";
import type { Finding } from "../../model/diagnosis.ts";
import type { Lock } from "../../model/lock.ts";
import { lockTitle } from "../lock-title.ts";
import { makeFinding } from "./make-finding.ts";

/** More than pass by at any moment. */
const SEVERAL = 2;

const NEXT = [
  "curl -s 'http://HOST/debug/pprof/goroutine?debug=2'   # the same with ids, ages and addresses",
  "Take a second dump two minutes later: who is still there holds or waits, who is gone only passed by.",
];

/** Locks of which only goroutines without id are known to wait, as in profiles that count those that stand alike: they are in no chain. */
export function namelessWaiterFindings(graph: StackGraph): Finding[] {
  const findings: Finding[] = [];
  graph.forEachNode((_, node) => {
    if (node.type !== "lock" || node.dump.later !== undefined || node.lock.verdict !== "unknown") return;
    const { waiters } = node.lock;
    const [first] = waiters;
    if (!first || waiters.some(({ goroutine }) => goroutine.id !== undefined)) return;
    const count = countOf(node.lock);
    const who = `${count} goroutine${count === 1 ? "" : "s"} of ${node.dump.name} without id wait${count === 1 ? "s" : ""}`;
    const where = place(first.goroutine, Math.max(0, first.wait.site));
    findings.push(
      makeFinding("blocked-on-lock", {
        text: `${who} for ${lockTitle(node.lock)}, in ${where}.`,
        next: NEXT,
        ...(count < SEVERAL && { severity: "info" as const }),
      }),
    );
  });
  return findings;
}

function countOf({ waiters }: Lock): number {
  return waiters.reduce((sum, { goroutine }) => sum + goroutine.count, 0);
}
