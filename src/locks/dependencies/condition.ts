import type { Dependency } from "../../model/dependency.ts";
import { waitTargetOf } from "../../waits/wait-target.ts";
import { place } from "../evidence/place.ts";
import { frameWords } from "../frame-words.ts";
import { dependency } from "./dependency.ts";
import type { Population, Sleeper } from "./population.ts";

/** An object that more goroutines than this have is no sign that one of them works for the other. */
const FEW = 2;

/**
 * Who has the object whose method waits for a condition among their arguments, and does not wait there itself: the other end of a pipe, a
 * queue, a pool. Which condition it is does not matter: who works on the same object is the one to change what the waiter waits for.
 */
export function condition({ goroutine: from, wait }: Sleeper, population: Population): Dependency[] {
  const { within } = waitTargetOf(from, wait);
  if (within === undefined) return [];
  const others = population.showing(within).filter(({ goroutine }) => goroutine.index !== from.index);
  const able = others.filter(({ wait: other }) => other.idle === undefined && other.kind !== "cond");
  if (others.length > FEW || able.length !== 1) return [];
  return able.flatMap(({ goroutine }): Dependency[] => {
    const found = frameWords(goroutine).find(({ words }) => words.includes(within));
    if (!found) return [];
    const text = `waits for a condition of the object ${within}, which only goroutine ${goroutine.id} has besides, among the arguments of ${place(goroutine, found.frame)}`;
    return [dependency(from, goroutine, "cond", text, 0.7, "same-object")];
  });
}
