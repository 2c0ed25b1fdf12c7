import { requestOf } from "../calls/request.ts";
import type { StackGraph } from "../graph/types.ts";
import type { ContendedLock } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import type { Lock } from "../model/lock.ts";
import type { NamedDump } from "../processes/named-dump.ts";
import { frameRef } from "./refs.ts";

/** Every contended lock as the contract promises it: most waiters first, then dump, then address. */
export function lockJson(graph: StackGraph): ContendedLock[] {
  const locks: ContendedLock[] = [];
  graph.forEachNode((key, node) => {
    if (node.type === "lock") locks.push(contendedLock(key, node.dump, node.lock));
  });
  return locks.sort(
    (a, b) =>
      waiterCount(b) - waiterCount(a) || compare(a.dump, b.dump) || compare(a.address ?? a.lock, b.address ?? b.lock),
  );
}

function waiterCount({ waiters, waitersWithoutId = 0 }: ContendedLock): number {
  return waiters.length + waitersWithoutId;
}

function contendedLock(key: string, { name: dump }: NamedDump, lock: Lock): ContendedLock {
  const ref = (goroutine: Goroutine) => ({ dump, goroutine: goroutine.id as number });
  const nameless = lock.waiters.reduce((sum, { goroutine: { id, count } }) => sum + (id === undefined ? count : 0), 0);
  return {
    lock: key,
    dump,
    kind: lock.kind,
    ...(lock.address !== undefined && { address: lock.address }),
    addressIs: lock.addressIs,
    ...(lock.within !== undefined && { within: lock.within }),
    ...(lock.name !== undefined && { name: lock.name }),
    waiters: waitersJson(dump, lock),
    ...(nameless > 0 && { waitersWithoutId: nameless }),
    owner: {
      verdict: lock.verdict,
      goroutines: lock.owners.map(ref).sort((a, b) => a.goroutine - b.goroutine),
      confidence: lock.confidence,
      candidates: lock.candidates.map(({ goroutine, confidence, frame, evidence }) => ({
        ...ref(goroutine),
        confidence,
        ...(frame !== undefined && { frame: frameRef(goroutine, frame) }),
        evidence: [...evidence],
      })),
    },
  };
}

function waitersJson(dump: string, { waiters }: Lock): ContendedLock["waiters"] {
  const found: ContendedLock["waiters"] = [];
  for (const { goroutine: waiter, wait } of waiters) {
    const { id: goroutine, minutes } = waiter;
    if (goroutine === undefined) continue;
    const mode = wait.lock?.mode ?? "lock";
    const site = frameRef(waiter, Math.max(0, wait.site));
    const request = requestOf(waiter);
    // As in `frameRef`.
    if (minutes !== undefined && request !== undefined) found.push({ dump, goroutine, mode, minutes, site, request });
    else
      found.push({
        dump,
        goroutine,
        mode,
        ...(minutes !== undefined && { minutes }),
        site,
        ...(request !== undefined && { request }),
      });
  }
  return found.sort((a, b) => a.goroutine - b.goroutine);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
