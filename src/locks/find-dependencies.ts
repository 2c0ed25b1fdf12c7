import type { Dependency } from "../model/dependency.ts";
import type { Dump } from "../model/dump.ts";
import { children } from "./dependencies/children.ts";
import { once } from "./dependencies/once.ts";
import { populationOf } from "./dependencies/population.ts";
import { waitGroup } from "./dependencies/wait-group.ts";

/**
 * Who must act for the goroutines that wait for a WaitGroup, a Once or the end of a goroutine that they started. Only what the frames tell:
 * the primitive's address among another goroutine's arguments, the function in "created by", the function that a Once runs.
 */
export function findDependencies(dump: Dump): Dependency[] {
  const population = populationOf(dump);
  return population.all.flatMap((sleeper) => {
    const { wait } = sleeper;
    if (wait.kind === "waitgroup") return waitGroup(sleeper, population);
    if (wait.kind === "once") return once(sleeper, population);
    if (wait.kind === "channel" && wait.channel?.direction === "receive")
      return children(sleeper, population, "channel");
    return [];
  });
}
