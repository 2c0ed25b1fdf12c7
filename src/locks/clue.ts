import type { Clue } from "./scene.ts";
import { weights } from "./weights.ts";

/** A sort of evidence that has a weight. */
export type Feature = keyof typeof weights;

/** Evidence with its weight: that of its feature, times `scale`. */
export function makeClue(
  feature: Feature,
  { scale = 1, ...found }: Omit<Clue, "feature" | "scale" | "weight"> & { readonly scale?: number },
): Clue {
  return { ...found, feature, scale, weight: weights[feature] * scale };
}
