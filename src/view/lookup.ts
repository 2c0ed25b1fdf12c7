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
  /** Chains that end in a goroutine. */
  chainsTo(last: GoroutineRef): readonly BlockingChain[];
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
  const byLast = groupBy(diagnosis.chains, ({ steps }) => steps.slice(-1));
  const byWaiter = groupBy(diagnosis.locks, (lock) => lock.waiters);
  const reachCache = new Map<BlockingChain, Reach>();

  const reach = (chain: BlockingChain): Reach => {
    const known = reachCache.get(chain);
    if (known) return known;
    const result: Reach = { goroutines: new Map(), locks: new Set() };
    reachCache.set(chain, result);
    const root = chain.steps.at(-1);
    const open: GoroutineRef[] = root ? [root] : [];
    // A lock that nobody is known to hold is where a chain ends: all that wait for it are victims alike.
    for (const lock of root ? byWaiter(root) : []) {
      if (ownersOf(lock).length > 0) continue;
      result.locks.add(lock);
      for (const waiter of lock.waiters) add(waiter);
    }
    for (let at = open.pop(); at; at = open.pop()) {
      for (const lock of byOwner(at)) {
        result.locks.add(lock);
        for (const waiter of lock.waiters) add(waiter);
      }
      for (const call of byServer(at)) add(call.client);
    }
    return result;

    function add(victim: GoroutineRef): void {
      const { dump, goroutine } = victim;
      const ofDump = result.goroutines.get(dump) ?? new Set();
      if ((root && same(victim, root)) || ofDump.has(goroutine)) return;
      result.goroutines.set(dump, ofDump.add(goroutine));
      open.push(victim);
    }
  };

  return {
    dump: (name) => dumps.get(name),
    lock: (id) => locks.get(id),
    lockWanted: (waiter) => byWaiter(waiter)[0],
    callsFrom: (client) => byClient(client),
    locksOf: (owner) => byOwner(owner),
    victimsByDump: (chain) => {
      const isFirst = (dump: string) => Number(dump === chain.steps[0]?.dump);
      return (
        [...reach(chain).goroutines]
          .map(([dump, { size }]) => ({ dump, count: size }))
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
    chainsTo: byLast,
    locksOfChain: (chain) => [...reach(chain).locks],
  };
}

/** Who leads to a chain's last step over locks and calls, by dump, and over which locks. */
interface Reach {
  readonly goroutines: Map<string, Set<number>>;
  readonly locks: Set<ContendedLock>;
}

/** Items by the goroutines that they name. Keys are not joined to a text: ten thousand goroutines wait for one lock. */
function groupBy<T>(
  items: readonly T[],
  keys: (item: T) => readonly GoroutineRef[],
): (ref: GoroutineRef) => readonly T[] {
  const dumps = new Map<string, Map<number, readonly T[]>>();
  for (const item of items) {
    const alone = [item];
    for (const { dump, goroutine } of keys(item)) {
      let ofDump = dumps.get(dump);
      if (!ofDump) {
        ofDump = new Map();
        dumps.set(dump, ofDump);
      }
      const group = ofDump.get(goroutine);
      ofDump.set(goroutine, group ? [...group, item] : alone);
    }
  }
  return ({ dump, goroutine }) => dumps.get(dump)?.get(goroutine) ?? [];
}
