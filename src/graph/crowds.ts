import type { Goroutine } from "../model/dump.ts";
import type { Lock, LockWaiter } from "../model/lock.ts";

/** A waiter of a lock that gets a node, and the others that it stands for. */
export interface Spokesman {
  readonly goroutine: Goroutine;
  readonly alike?: readonly Goroutine[];
}

/**
 * The waiters of a lock as crowds: those for whom nobody waits differ in their mode only. One that others wait for, or that waits for something else
 * as well, stands alone, and so does one without id, which nobody can name.
 *
 * @param involved All goroutines that have another link than that to the lock.
 * @returns In order of the first of each crowd; the one that has waited longest speaks for its crowd, of equals that with the smallest id.
 */
export function crowdsOf({ waiters }: Lock, involved: ReadonlySet<Goroutine>): Spokesman[] {
  const crowds = new Map<string, Goroutine[]>();
  const found: Goroutine[][] = [];
  for (const waiter of waiters) {
    const mode = standsAlone(waiter, involved) ? undefined : waiter.wait.lock?.mode;
    const crowd = mode && crowds.get(mode);
    if (crowd) crowd.push(waiter.goroutine);
    else {
      const first = [waiter.goroutine];
      found.push(first);
      if (mode) crowds.set(mode, first);
    }
  }
  return found.map((crowd) => {
    const goroutine = crowd.reduce((best, other) => (isBefore(other, best) ? other : best));
    return { goroutine, alike: crowd.filter((other) => other !== goroutine) };
  });
}

/** New readers wait for a writer that waits for readers. */
function standsAlone({ goroutine, wait }: LockWaiter, involved: ReadonlySet<Goroutine>): boolean {
  return goroutine.id === undefined || wait.lock?.behind === "readers" || involved.has(goroutine);
}

function isBefore(a: Goroutine, b: Goroutine): boolean {
  const minutes = (a.minutes ?? -1) - (b.minutes ?? -1);
  return minutes !== 0 ? minutes > 0 : (a.id ?? 0) < (b.id ?? 0);
}
