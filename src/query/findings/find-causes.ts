import type { StackGraph } from "../../graph/types.ts";
import type { Finding } from "../../model/diagnosis.ts";
import type { Chain } from "../blocking-chains.ts";
import { belowFindings } from "./below-causes.ts";
import { knownBugFindings } from "./known-bugs.ts";
import { processFindings } from "./process-causes.ts";
import { shimLogFindings } from "./shim-log.ts";
import { signFindings } from "./sign-causes.ts";

/**
 * Why it does not go on: what lies below the chains, what processes, the bus, the kernel and logs show, and known bugs. `isBlocked`: something
 * is wrong already; else old lines of a log are no more than information.
 */
export function findCauses(graph: StackGraph, chains: readonly Chain[], isBlocked: boolean): Finding[] {
  const below = chains.flatMap((chain) => belowFindings(graph, chain));
  return [
    ...below,
    ...processFindings(graph, chains, below),
    ...knownBugFindings(graph, isBlocked),
    ...shimLogFindings(graph),
    ...signFindings(graph, below, isBlocked),
  ];
}
