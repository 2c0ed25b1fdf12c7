import type { Clue } from "./scene.ts";
import { type Feature, weights } from "./weights.ts";

/** Evidence with its weight: that of its feature, times `scale`. */
export function makeClue(
  feature: Feature,
  found: Omit<Clue, "feature" | "scale" | "weight"> & { readonly scale?: number },
): Clue {
  const { scale = 1 } = found;
  return { ...found, feature, scale, weight: weights[feature] * scale };
}
