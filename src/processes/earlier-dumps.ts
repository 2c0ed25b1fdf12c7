import type { Dump } from "../model/dump.ts";
import type { ProcessKind } from "../model/process.ts";
import type { NamedDump } from "./named-dump.ts";

/** Of these a node runs one: two dumps of one kind that share goroutines are of one process, even without a pid. */
const SINGLE: ReadonlySet<ProcessKind> = new Set(["dockerd", "containerd", "kubelet"]);
/** So many goroutines with the same number and the same pointers are no chance. */
const SHARED_FROM = 3;

/**
 * Dumps of a process of which a later dump is at hand as well: each with the latest one. Only the latest shows how things stand; the earlier
 * ones tell what has not moved since.
 */
export function findEarlierDumps(dumps: readonly NamedDump[]): Map<NamedDump, NamedDump> {
  const earlier = new Map<NamedDump, NamedDump>();
  for (const dump of dumps) {
    const latest = dumps
      .filter((other) => other === dump || isSameProcess(other, dump))
      .reduce((best, other) => (isEarlier(other, best) ? best : other));
    if (latest !== dump) earlier.set(dump, latest);
  }
  return earlier;
}

function isSameProcess(a: NamedDump, b: NamedDump): boolean {
  if (a.process !== b.process) return false;
  if (a.pid !== undefined && b.pid !== undefined) return a.pid === b.pid;
  return SINGLE.has(a.process) && sharedGoroutines(a.dump, b.dump) >= SHARED_FROM;
}

/** Goroutines that have the same number, stack and arguments in both; the age in the header may differ. */
function sharedGoroutines(a: Dump, b: Dump): number {
  let shared = 0;
  for (let index = 0; index < a.goroutines.length && shared < SHARED_FROM; index++) {
    const one = a.goroutines.at(index);
    const other = one.id === undefined ? undefined : b.goroutines.byId(one.id);
    if (other && body(one.text()) === body(other.text())) shared++;
  }
  return shared;
}

function body(text: string): string {
  return text.slice(text.indexOf("\n")).trimEnd();
}

/**
 * By the times of the dumps where both are known; else by the highest goroutine number, which only grows, and by the ages, which grow while
 * nothing moves. Of dumps that are alike in all this the one that stands first counts as the earlier.
 */
function isEarlier(a: NamedDump, b: NamedDump): boolean {
  const [one, other] = [a.envelope.takenAt, b.envelope.takenAt];
  if (one !== undefined && other !== undefined && one !== other) return Date.parse(one) < Date.parse(other);
  return (
    highestId(a.dump) - highestId(b.dump) < 0 ||
    (highestId(a.dump) === highestId(b.dump) && ages(a.dump) < ages(b.dump))
  );
}

function highestId({ goroutines }: Dump): number {
  let highest = 0;
  for (const { id } of goroutines) highest = Math.max(highest, id ?? 0);
  return highest;
}

function ages({ goroutines }: Dump): number {
  let sum = 0;
  for (const { minutes } of goroutines) sum += minutes ?? 0;
  return sum;
}
