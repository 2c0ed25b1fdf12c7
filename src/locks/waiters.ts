import type { Dump, FuncName, Goroutine, StackFrame } from "../model/dump.ts";
import type { Wait, WaitTarget } from "../model/wait.ts";
import { waitOfStack } from "../waits/wait-of.ts";
import { waitTargetOf } from "../waits/wait-target.ts";

/** A goroutine that waits for a mutex or rwmutex. */
export interface Waiter {
  readonly goroutine: Goroutine;
  readonly wait: Wait;
  readonly lock: NonNullable<Wait["lock"]>;
  readonly target: WaitTarget;
  /** The frame that asked; undefined when the stack shows none. */
  readonly site: StackFrame | undefined;
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
    const site = goroutine.stack.frames[wait.site];
    waiters.push({
      goroutine,
      wait,
      lock: wait.lock,
      target: waitTargetOf(goroutine, wait),
      site,
      type: site && typeOf(site.func),
    });
  }
  return waiters;
}

/** "package.F" of a plain function and its closures, which share its variables; undefined for methods. */
export function functionOf(func: FuncName): string | undefined {
  return func.receiver === undefined ? `${func.package}.${func.name}` : undefined;
}

/** "package.Type" of a method, also for its closures; undefined for a plain function. */
export function typeOf(func: FuncName): string | undefined {
  return func.receiver === undefined ? undefined : `${func.package}.${func.receiver}`;
}
