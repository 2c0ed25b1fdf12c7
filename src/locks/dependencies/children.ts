import type { SymbolPattern } from "../../facts/symbol-pattern.ts";
import type { Dependency } from "../../model/dependency.ts";
import type { Goroutine } from "../../model/dump.ts";
import { trustsWords } from "../../waits/trust.ts";
import { frameWords, receiverAt } from "../frame-words.ts";
import { dependency } from "./dependency.ts";
import { parentWaits } from "./parent-waits.ts";
import type { Population, Sleeper } from "./population.ts";

/** Goroutines that the waiting function itself has started and that have not ended: what a parent waits for. */
export function children(
  { goroutine: from, wait }: Sleeper,
  population: Population,
  kind: "channel" | "waitgroup",
): Dependency[] {
  const site = from.stack.frames[wait.site]?.func;
  if (!site) return [];
  const known = parentWaits.find((rule) => rule.waiter(site));
  const object = known?.on && receiverAt(frameWords(from), from.stack, wait.site);
  const started = population
    .startedBy(known ? known.creator : site)
    .filter(
      ({ goroutine, wait: other }) =>
        goroutine.index !== from.index &&
        other.idle === undefined &&
        !(known?.on && runsOnAnother(goroutine, known.on, object)) &&
        (known?.startedByOthers || goroutine.creator === undefined || goroutine.creator === from.id),
    );
  // Without the creator's id, two parents in one function cannot be told apart. A channel says nothing about several children.
  const certain = !known?.startedByOthers && started.some(({ goroutine }) => goroutine.creator !== undefined);
  if (!certain && population.countWaiting(wait.kind, site) > 1) return [];
  if (kind === "channel" && started.length !== 1 && !known?.all) return [];
  return started.map(({ goroutine }) => {
    const text = `${known ? `waits in ${site.short} for` : `has started and waits${kind === "waitgroup" ? " with a WaitGroup" : ""} for`} goroutine ${goroutine.id}`;
    return dependency(
      from,
      goroutine,
      kind,
      text,
      known?.confidence ?? (certain || known ? 0.8 : 0.6),
      "created-by-waiter",
    );
  });
}

/** Whether a goroutine shows, as what the frame that a rule names runs on, another object than this one. */
function runsOnAnother(goroutine: Goroutine, on: SymbolPattern, object: string | undefined): boolean {
  const frame = goroutine.stack.frames.findIndex(({ func }) => on(func));
  if (object === undefined || frame < 0 || !trustsWords(goroutine.dump)) return false;
  const [first] = goroutine.args(frame);
  const word = first?.kind === "aggregate" ? first.items[0] : first;
  return word?.kind === "word" && !word.stale && word.value !== object;
}
