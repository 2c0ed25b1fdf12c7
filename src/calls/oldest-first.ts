import type { Goroutine } from "../model/dump.ts";

/**
 * Goroutines in the likely order of their waits: greater age first, then the smaller number. Ages within one dump keep the order in which
 * the waits began, since the runtime counts all of them from the same garbage collections; numbers are given out roughly in order of time.
 */
export function oldestFirst(goroutines: readonly Goroutine[]): Goroutine[] {
  return [...goroutines].sort(byAge);
}

/** As a comparison of two. */
export function byAge(a: Goroutine, b: Goroutine): number {
  return (b.minutes ?? 0) - (a.minutes ?? 0) || (a.id ?? 0) - (b.id ?? 0) || a.index - b.index;
}
