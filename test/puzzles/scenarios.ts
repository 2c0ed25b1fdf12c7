import type { PuzzleSet } from "./places.ts";
import { fitScenarios } from "./scenarios/fit.ts";
import { freshScenarios } from "./scenarios/fresh.ts";
import { heldScenarios } from "./scenarios/held.ts";
import { lastScenarios } from "./scenarios/last.ts";
import type { Scenario } from "./stage.ts";

/** What goroutines do to a lock, by set. */
export const scenarios: Readonly<Record<PuzzleSet, readonly Scenario[]>> = {
  fit: fitScenarios,
  held: heldScenarios,
  fresh: freshScenarios,
  last: lastScenarios,
};
