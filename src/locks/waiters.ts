import type { Dump, FuncName, Goroutine, Stack, StackFrame } from "../model/dump.ts";
import type { Wait, WaitTarget } from "../model/wait.ts";
import { waitOfStack } from "../waits/wait-of.ts";
import { waitTargetOf } from "../waits/wait-target.ts";
import { frameWords, isGenericMethod, receiverAt } from "./frame-words.ts";
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
  const waiters: Waiter[] = [];
  for (let index = 0; index < dump.goroutines.length; index++) {
    const wait = waitOfStack(dump.goroutines.stateAt(index), dump.goroutines.stackAt(index));
    if (wait.kind !== "lock" || !wait.lock) continue;
    const goroutine = dump.goroutines.at(index);
    const siteIndex = behindWrappers(goroutine.stack, wait.site);
    const site = goroutine.stack.frames[siteIndex];
    waiters.push({
      goroutine,
      wait,
      lock: wait.lock,
      target: targetOf(goroutine, wait, siteIndex),
      site,
      siteIndex,
      type: site && typeOf(site.func),
    });
  }
  return waiters;
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
  if (func && isGenericMethod(func)) return withoutObject(target);
  if (siteIndex === wait.site && func?.closure === "" && func.receiver !== undefined) return target;
  const receiver = receiverAt(frameWords(goroutine), goroutine.stack, siteIndex);
  // The first argument of a plain function is its object when the lock lies in it.
  if (receiver !== undefined && func?.receiver === undefined && !isInside(target.address, receiver)) return target;
  return receiver === undefined ? target : { ...target, within: receiver };
}

/** The object of a generic method is not shown: what stands first may be its dictionary. */
function withoutObject({ within: _, ...target }: WaitTarget): WaitTarget {
  return target.addressIs === "field" ? { addressIs: "none" } : target;
}

/** Whether an address lies in the object, as far as the sizes of objects go. */
export function isInside(address: string | undefined, object: string): boolean {
  if (address === undefined) return false;
  const distance = BigInt(address) - BigInt(object);
  return distance >= 0n && distance < LARGEST_OBJECT;
}

/** "package.F" of a plain function and its closures, which share its variables; undefined for methods. */
export function functionOf(func: FuncName): string | undefined {
  return func.receiver === undefined ? `${func.package}.${func.name}` : undefined;
}

/** "package.Type" of a method, also for its closures; undefined for a plain function. */
export function typeOf(func: FuncName): string | undefined {
  return func.receiver === undefined ? undefined : `${func.package}.${func.receiver}`;
}
