import type { Clue } from "./scene.ts";
import { type Feature, weights } from "./weights.ts";

/** Evidence with its weight: that of its feature, times `scale`. */
export function makeClue(
  feature: Feature,
  { scale = 1, ...found }: Omit<Clue, "feature" | "scale" | "weight"> & { readonly scale?: number },
): Clue {
  return { ...found, feature, scale, weight: weights[feature] * scale };
}
