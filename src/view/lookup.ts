import type {
  BlockingChain,
  ContendedLock,
  Diagnosis,
  DumpSummary,
  GoroutineRef,
  RpcCall,
} from "../model/diagnosis.ts";

/** Ways to find things of a diagnosis: made once, read by every section of the page. */
export interface Lookup {
  dump(name: string): DumpSummary | undefined;
  lock(id: string): ContendedLock | undefined;
  /** The lock that a goroutine waits for. */
  lockWanted(waiter: GoroutineRef): ContendedLock | undefined;
  /** The pending calls of a goroutine. */
  callsFrom(client: GoroutineRef): readonly RpcCall[];
  /** Locks that a goroutine is said to hold, or is the best candidate for. */
  locksOf(owner: GoroutineRef): readonly ContendedLock[];
  /** Goroutines that lead to the chain's last step over locks and calls, by dump: most first. */
  victimsByDump(chain: BlockingChain): readonly { readonly dump: string; readonly count: number }[];
  /** Whether the diagnosis calls the chain no more than work in flight: its finding is information only. */
  isInFlight(chain: BlockingChain): boolean;
  /** Locks whose waiters are victims of the chain. */
  locksOfChain(chain: BlockingChain): readonly ContendedLock[];
}

/** The owners that a verdict names; of an ambiguous one the best candidate. */
export function ownersOf({ owner }: ContendedLock): readonly GoroutineRef[] {
  return owner.verdict === "ambiguous" ? owner.candidates.slice(0, 1) : owner.goroutines;
}

export function same(a: GoroutineRef, b: GoroutineRef): boolean {
  return a.dump === b.dump && a.goroutine === b.goroutine;
}

export function lookup(diagnosis: Diagnosis): Lookup {
  const dumps = new Map(diagnosis.dumps.map((dump) => [dump.dump, dump]));
  const locks = new Map(diagnosis.locks.map((lock) => [lock.lock, lock]));
  const byClient = groupBy(diagnosis.calls, (call) => [call.client]);
  const byServer = groupBy(diagnosis.calls, (call) => (call.server ? [call.server] : []));
  const byOwner = groupBy(diagnosis.locks, ownersOf);
  const byWaiter = groupBy(diagnosis.locks, (lock) => lock.waiters);
  const reachCache = new Map<BlockingChain, { goroutines: Map<string, GoroutineRef>; locks: Set<ContendedLock> }>();

  const reach = (chain: BlockingChain): { goroutines: Map<string, GoroutineRef>; locks: Set<ContendedLock> } => {
    const known = reachCache.get(chain);
    if (known) return known;
    const result = { goroutines: new Map<string, GoroutineRef>(), locks: new Set<ContendedLock>() };
    reachCache.set(chain, result);
    const root = chain.steps.at(-1);
    const open: GoroutineRef[] = root ? [root] : [];
    // A lock that nobody is known to hold is where a chain ends: all that wait for it are victims alike.
    for (const lock of root ? (byWaiter.get(keyOf(root)) ?? []) : []) {
      if (ownersOf(lock).length > 0) continue;
      result.locks.add(lock);
      for (const waiter of lock.waiters) add(waiter);
    }
    for (let at = open.pop(); at; at = open.pop()) {
      const held = byOwner.get(keyOf(at)) ?? [];
      for (const lock of held) result.locks.add(lock);
      const waiters = held.flatMap((lock) => lock.waiters);
      const clients = (byServer.get(keyOf(at)) ?? []).map((call) => call.client);
      for (const next of [...waiters, ...clients]) add(next);
    }
    return result;

    function add(victim: GoroutineRef): void {
      if ((root && same(victim, root)) || result.goroutines.has(keyOf(victim))) return;
      result.goroutines.set(keyOf(victim), victim);
      open.push(victim);
    }
  };

  return {
    dump: (name) => dumps.get(name),
    lock: (id) => locks.get(id),
    lockWanted: (waiter) => byWaiter.get(keyOf(waiter))?.[0],
    callsFrom: (client) => byClient.get(keyOf(client)) ?? [],
    locksOf: (owner) => byOwner.get(keyOf(owner)) ?? [],
    victimsByDump: (chain) => {
      const counts = new Map<string, number>();
      const isFirst = (dump: string) => Number(dump === chain.steps[0]?.dump);
      for (const { dump } of reach(chain).goroutines.values()) counts.set(dump, (counts.get(dump) ?? 0) + 1);
      return (
        [...counts]
          .map(([dump, count]) => ({ dump, count }))
          // Of equally many first those where the chain begins.
          .toSorted((a, b) => b.count - a.count || isFirst(b.dump) - isFirst(a.dump) || (a.dump < b.dump ? -1 : 1))
      );
    },
    isInFlight: ({ steps, end }) => {
      const last = steps.at(-1);
      return diagnosis.findings.some(
        ({ severity, text, goroutines }) =>
          severity === "info" && text.includes(end.text) && goroutines.some((one) => last && same(one, last)),
      );
    },
    locksOfChain: (chain) => [...reach(chain).locks],
  };
}

function keyOf({ dump, goroutine }: GoroutineRef): string {
  return `${goroutine} ${dump}`;
}

function groupBy<T>(items: readonly T[], keys: (item: T) => readonly GoroutineRef[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const ref of keys(item)) {
      const group = groups.get(keyOf(ref));
      if (group) group.push(item);
      else groups.set(keyOf(ref), [item]);
    }
  }
  return groups;
}
