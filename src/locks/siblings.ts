import type { Dump, FuncName } from "../model/dump.ts";
import { waitOfStack } from "../waits/wait-of.ts";

/** So many others started alike, and without the pointer, show that it was not given to all of them. */
const ENOUGH = 2;

/**
 * Whether those that one function has started were all given this pointer, as far as is known: requests of one server differ in what they work
 * on, the two workers of a pool do not. What only some of several show was not given to all; what stands in the frame that they were started
 * with was given.
 * @param showing Positions in the dump of the goroutines that show the pointer.
 */
export function isGivenToAll(dump: Dump, creator: FuncName, pointer: string, showing: readonly number[]): boolean {
  const others = (startedBy(dump).get(creator) ?? []).filter((index) => !showing.includes(index));
  if (others.length < ENOUGH) return true;
  return showing.some((index) => {
    const goroutine = dump.goroutines.at(index);
    return goroutine.argsText(goroutine.stack.frames.length - 1)?.includes(pointer) ?? false;
  });
}

const known = new WeakMap<Dump, ReadonlyMap<FuncName, readonly number[]>>();

/** Positions of the goroutines that a function has started and that do something, by that function. */
function startedBy(dump: Dump): ReadonlyMap<FuncName, readonly number[]> {
  const before = known.get(dump);
  if (before) return before;
  const found = new Map<FuncName, number[]>();
  known.set(dump, found);
  for (let index = 0; index < dump.goroutines.length; index++) {
    const stack = dump.goroutines.stackAt(index);
    const creator = stack.createdBy?.func;
    if (creator === undefined || waitOfStack(dump.goroutines.stateAt(index), stack).idle !== undefined) continue;
    const list = found.get(creator);
    if (list) list.push(index);
    else found.set(creator, [index]);
  }
  return found;
}
