import type { Dump, FuncName, Goroutine, Stack, StackFrame } from "../model/dump.ts";
import type { Wait, WaitTarget } from "../model/wait.ts";
import { groupsOf } from "../parse/groups-of.ts";
import { waitOfStack } from "../waits/wait-of.ts";
import { waitTargetOf } from "../waits/wait-target.ts";
import { type FrameWords, frameWords, hidesReceiver, receiverAt } from "./frame-words.ts";
import { LARGEST_OBJECT } from "./limits.ts";

/** A goroutine that waits for a mutex or rwmutex. */
export interface Waiter {
  readonly goroutine: Goroutine;
  readonly wait: Wait;
  readonly lock: NonNullable<Wait["lock"]>;
  readonly target: WaitTarget;
  /**
   * The frame that wants the lock: the lock site, or behind wrappers (a `Lock` method of the program's own) the one that called them.
   * Undefined when the stack shows none.
   */
  readonly site: StackFrame | undefined;
  /** Its position in the stack; -1 without one. */
  readonly siteIndex: number;
  /** Receiver type of the site: "github.com/x/y.Type". */
  readonly type: string | undefined;
}

/** All waiters for mutexes and rwmutexes of a dump, in file order. */
export function findWaiters(dump: Dump): Waiter[] {
  const waiters = groupsOf(dump).flatMap(({ state, stack, indexes }): Waiter[] => {
    const wait = waitOfStack(state, stack);
    const { lock } = wait;
    if (wait.kind !== "lock" || !lock) return [];
    const siteIndex = behindWrappers(stack, wait.site);
    const site = stack.frames[siteIndex];
    const type = site && typeOf(site.func);
    return indexes.map((index) => {
      const goroutine = dump.goroutines.at(index);
      return { goroutine, wait, lock, target: targetOf(goroutine, wait, siteIndex), site, siteIndex, type };
    });
  });
  return waiters.sort((a, b) => a.goroutine.index - b.goroutine.index);
}

/** The frame that wants a lock, see `Waiter.site`. */
export function lockSiteOf({ stack }: Goroutine, wait: Wait): StackFrame | undefined {
  return stack.frames[behindWrappers(stack, wait.site)];
}

/** Methods that only pass a lock on: `x.(*SafeMutex).Lock`, `locker.(*Locker).Lock`. */
const WRAPPER = /^(?:R?Lock|r?[lL]ock|Acquire|acquire)$/;

function behindWrappers({ frames }: Stack, site: number): number {
  let index = site;
  while (index >= 0 && index + 1 < frames.length) {
    const func = frames[index]?.func;
    if (func?.receiver === undefined || func.closure !== "" || !WRAPPER.test(func.name)) break;
    index++;
  }
  return index;
}

/** The target of the wait; its object is that of the frame behind the wrappers, where that shows one. */
function targetOf(goroutine: Goroutine, wait: Wait, siteIndex: number): WaitTarget {
  const target = waitTargetOf(goroutine, wait);
  const func = goroutine.stack.frames[siteIndex]?.func;
  if (func && hidesReceiver(func, goroutine.dump)) return withoutObject(target);
  if (siteIndex === wait.site && func?.closure === "" && func.receiver !== undefined) return target;
  const words = frameWords(goroutine);
  const receiver = receiverAt(words, goroutine.stack, siteIndex) ?? objectOfType(words, goroutine.stack, siteIndex);
  // The first argument of a plain function is its object when the lock lies in it.
  if (receiver !== undefined && func?.receiver === undefined && !isInside(target.address, receiver)) return target;
  return receiver === undefined ? target : { ...target, within: receiver };
}

/**
 * A function literal that other code runs asks for a lock that may lie anywhere. Where a method of its type further out prints an object, the
 * address tells whether it lies in that one.
 */
function objectOfType(words: readonly FrameWords[], { frames }: Stack, siteIndex: number): string | undefined {
  const site = frames[siteIndex]?.func;
  const type = site && site.closure !== "" ? typeOf(site) : undefined;
  if (type === undefined) return undefined;
  return words.find(({ frame, receiver }) => {
    const func = frames[frame]?.func;
    return frame > siteIndex && receiver !== undefined && func !== undefined && typeOf(func) === type;
  })?.receiver;
}

/** The object of a generic method is not shown: what stands first may be its dictionary. */
function withoutObject({ within: _, ...target }: WaitTarget): WaitTarget {
  return target.addressIs === "field" ? { addressIs: "none" } : target;
}

/** Whether an address lies in the object, as far as the sizes of objects go. */
export function isInside(address: string | undefined, object: string): boolean {
  if (address === undefined) return false;
  const [from, to] = [Number(object), Number(address)];
  // Addresses of programs are below 2^53; only what no address is needs whole numbers without bound.
  if (Number.isSafeInteger(from) && Number.isSafeInteger(to)) return to >= from && to - from < LARGEST_OBJECT;
  const distance = BigInt(address) - BigInt(object);
  return distance >= 0n && distance < BigInt(LARGEST_OBJECT);
}

/** "package.F" of a plain function and its closures, which share its variables; undefined for methods. */
export function functionOf(func: FuncName): string | undefined {
  return func.receiver === undefined ? `${func.package}.${func.name}` : undefined;
}

/** "package.Type" of a method, also for its closures; undefined for a plain function. */
export function typeOf(func: FuncName): string | undefined {
  return func.receiver === undefined ? undefined : `${func.package}.${func.receiver}`;
}
