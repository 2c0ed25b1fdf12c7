import type { StackGraph } from "../graph/types.ts";
import type { ContendedLock } from "../model/diagnosis.ts";
import { StackgraphError } from "../model/error.ts";
import { lockJson } from "./lock-json.ts";

/** @throws StackgraphError ERR_UNKNOWN_NODE when the graph has no lock of this name. */
export function lockOf(graph: StackGraph, name: string): ContendedLock {
  const lock = lockJson(graph).find((lock) => lock.lock === name);
  if (!lock)
    throw new StackgraphError(
      "ERR_UNKNOWN_NODE",
      `"${name}" is no lock of this graph; names look like "dockerd/lock 0xc000123400"`,
    );
  return lock;
}
