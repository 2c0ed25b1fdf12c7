import type { StackGraph } from "../graph/types.ts";
import type { Deadlock } from "../model/diagnosis.ts";
import { deadlockJson } from "./deadlock-json.ts";
import { findDeadlocks } from "./find-deadlocks.ts";

/** Sets of goroutines that can never go on, whatever the rest of the process does. */
export function deadlocks(graph: StackGraph): Deadlock[] {
  return findDeadlocks(graph).map((deadlock) => deadlockJson(graph, deadlock));
}
