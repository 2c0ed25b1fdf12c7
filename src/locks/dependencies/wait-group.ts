import type { Dependency } from "../../model/dependency.ts";
import { waitTargetOf } from "../../waits/wait-target.ts";
import { place } from "../evidence/place.ts";
import { frameWords } from "../frame-words.ts";
import { children } from "./children.ts";
import { dependency } from "./dependency.ts";
import type { Population, Sleeper } from "./population.ts";

/** Who has the WaitGroup among their arguments; without anybody, the goroutines that the waiter has started. */
export function waitGroup(sleeper: Sleeper, population: Population): Dependency[] {
  const { goroutine: from, wait } = sleeper;
  const { address } = waitTargetOf(from, wait);
  const byAddress = (address === undefined ? [] : population.showing(address)).flatMap(
    ({ goroutine, wait: other }): Dependency[] => {
      if (goroutine.index === from.index || goroutine.id === from.id) return [];
      // Who has started the waiter left the waiting to it.
      if (goroutine.id === from.creator) return [];
      if (other.kind === "waitgroup" && waitTargetOf(goroutine, other).address === address) return [];
      const found = frameWords(goroutine).find(({ words }) => words.includes(address as string));
      if (!found) return [];
      const text = `waits for the WaitGroup ${address}, which goroutine ${goroutine.id} has among the arguments of ${place(goroutine, found.frame)}`;
      return [dependency(from, goroutine, "waitgroup", text, 0.8, "address-in-arguments")];
    },
  );
  return byAddress.length > 0 ? byAddress : children(sleeper, population, "waitgroup");
}
