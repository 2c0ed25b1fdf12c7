import type { Goroutine } from "../model/dump.ts";
import type { Lock } from "../model/lock.ts";

/** Keys of nodes: the only place that builds them. A dump is named by its name in the diagnosis. */

/** "dockerd/21"; goroutines without id, and second ones with the same id, by their position: "dockerd/@12". */
export function goroutineKey(dump: string, goroutine: Goroutine): string {
  const { id, index } = goroutine;
  const named = id !== undefined && goroutine.dump.goroutines.byId(id)?.index === index;
  return named ? `${dump}/${id}` : `${dump}/@${index}`;
}

/** "dockerd/lock 0xc000123400" */
export function lockKey(dump: string, lock: Lock): string {
  return `${dump}/lock ${lock.key}`;
}

/** "containerd-shim/21/child" */
export function childKey(goroutine: string): string {
  return `${goroutine}/child`;
}
