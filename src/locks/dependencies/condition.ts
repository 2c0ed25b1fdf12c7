import type { Dependency } from "../../model/dependency.ts";
import type { WaitKind } from "../../model/wait.ts";
import { waitTargetOf } from "../../waits/wait-target.ts";
import { place } from "../evidence/place.ts";
import { frameWords } from "../frame-words.ts";
import { dependency } from "./dependency.ts";
import type { Population, Sleeper } from "./population.ts";

/**
 * What somebody who is about to change the object can be held up by. Who waits for another goroutine may be waiting for this very one: a parent
 * for its worker, which waits for work.
 */
const HELD_UP: ReadonlySet<WaitKind> = new Set(["lock", "io", "syscall", "process", "running", "runtime"]);

/**
 * Who has the object whose method waits for a condition among their arguments, and does not wait there itself: the other end of a pipe, a
 * queue, a pool. Which condition it is does not matter: who works on the same object is the one to change what the waiter waits for.
 */
export function condition({ goroutine: from, wait }: Sleeper, population: Population): Dependency[] {
  const { within } = waitTargetOf(from, wait);
  if (within === undefined) return [];
  const others = population.showing(within).filter(({ goroutine }) => goroutine.index !== from.index);
  if (others.length !== 1) return [];
  const able = others.filter(({ wait: other }) => other.idle === undefined && HELD_UP.has(other.kind));
  return able.flatMap(({ goroutine }): Dependency[] => {
    const found = frameWords(goroutine).find(({ words }) => words.includes(within));
    if (!found) return [];
    const text = `waits for a condition of the object ${within}, which only goroutine ${goroutine.id} has besides, among the arguments of ${place(goroutine, found.frame)}`;
    return [dependency(from, goroutine, "cond", text, 0.7, "same-object")];
  });
}
