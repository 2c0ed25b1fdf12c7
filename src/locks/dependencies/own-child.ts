import type { Dependency } from "../../model/dependency.ts";
import { dependency } from "./dependency.ts";
import type { Population, Sleeper } from "./population.ts";

/** One case of the select may be another one: a timeout, mostly, which has not come. */
const CONFIDENCE = 0.7;

/**
 * The one goroutine that a function in a select has started itself, from its own body, and that is not done: `done := make(chan …); go func() { …;
 * close(done) }(); select { case <-done: … }`. One that only waits for a channel itself watches over the select, or is told by it to end.
 */
export function ownChild({ goroutine: from, wait }: Sleeper, population: Population): Dependency[] {
  const site = from.stack.frames[wait.site]?.func;
  if (!site) return [];
  const started = population
    .startedBy(site)
    .filter(({ goroutine }) => goroutine.creator !== undefined && goroutine.creator === from.id);
  const [child, ...others] = started.filter(
    ({ goroutine: { stack }, wait: { kind, site: at, idle } }) =>
      idle === undefined && !((kind === "channel" || kind === "select") && at === stack.frames.length - 1),
  );
  if (!child || others.length > 0) return [];
  const text = `has started goroutine ${child.goroutine.id} in ${site.short} and waits in a select there, probably for its end`;
  return [dependency(from, child.goroutine, "channel", text, CONFIDENCE, "created-by-waiter")];
}
