import type { Dump, Goroutine, Stack } from "../model/dump.ts";
import { countBy } from "./count-by.ts";
import type { LockDraft } from "./group-waiters.ts";
import { typeOf } from "./waiters.ts";

/**
 * Whether a lock that lies in a type is left alone: in a whole dump nobody but its waiters runs a method of that type or shows the object, not
 * even who is idle, and nobody is at work in its package. Where several do the same thing there, none of them has taken a mutex:
 * it has one owner. Code of other packages can still hold a lock that is handed out.
 * @param waiting Positions of the lock's waiters.
 * @param suspects All that can hold the lock; undefined when the dump does not tell.
 * @param packages Import paths of those who ask for it.
 */
export function isUntouched(
  dump: Dump,
  { types, takers, functions, objects, address }: LockDraft,
  waiting: ReadonlySet<number>,
  suspects: readonly Goroutine[] | undefined,
  packages: ReadonlySet<string>,
  showing: (pointers: readonly string[]) => ReadonlySet<number>,
): boolean {
  if (suspects === undefined || types.size === 0 || takers.size > 0 || functions.size > 0) return false;
  const isOther = (index: number): boolean => !waiting.has(index);
  const byType = byTypeOf(dump);
  if ([...types].some((type) => byType.get(type)?.some(isOther))) return false;
  if ([...showing([...objects, ...(address === undefined ? [] : [address])])].some(isOther)) return false;
  return !isSomebodyAlone(suspects, packages);
}

/** Whether one of these stands where no other one does, in code of these packages. */
function isSomebodyAlone(suspects: readonly Goroutine[], packages: ReadonlySet<string>): boolean {
  const counts = new Map<string, number>();
  // Ten thousand requests share a handful of stacks.
  for (const [stack, count] of countBy(
    suspects.map(({ stack }) => stack),
    (stack) => stack,
  )) {
    const places = placesIn(stack, packages);
    if (places !== undefined) counts.set(places, (counts.get(places) ?? 0) + count);
  }
  return [...counts.values()].includes(1);
}

/** The lines of these packages that a stack stands at; undefined when there are none. */
function placesIn({ frames }: Stack, packages: ReadonlySet<string>): string | undefined {
  const places = frames
    .filter(({ func }) => packages.has(func.package))
    .map(({ func, location }) => `${func.symbol} ${location?.line}`);
  return places.length === 0 ? undefined : places.join();
}

const known = new WeakMap<Dump, ReadonlyMap<string, readonly number[]>>();

/** Positions of the goroutines that run methods of each type. Made once per dump: thousands of locks may ask. */
function byTypeOf(dump: Dump): ReadonlyMap<string, readonly number[]> {
  const before = known.get(dump);
  if (before) return before;
  const typesOf = new Map<Stack, readonly string[]>();
  const found = new Map<string, number[]>();
  known.set(dump, found);
  for (let index = 0; index < dump.goroutines.length; index++) {
    const stack = dump.goroutines.stackAt(index);
    const types = typesOf.get(stack) ?? [...new Set(stack.frames.flatMap(({ func }) => typeOf(func) ?? []))];
    typesOf.set(stack, types);
    for (const type of types) {
      const list = found.get(type);
      if (list) list.push(index);
      else found.set(type, [index]);
    }
  }
  return found;
}
