import type { Feature } from "../../src/locks/weights.ts";
import type { Explanation, Sample } from "./samples.ts";

/** Log-odds by feature. */
export type Weights = Record<Feature, number>;

const ROUNDS = 400;
const STEP = 0.05;
/** How far a weight may be from where it starts without cost: its standard deviation. Features that no sample shows stay where they are. */
const SPREAD = 0.5;

/**
 * Conditional logistic regression: the weights under which the true explanations are most likely, held near their start and on their side of
 * zero. Features not in `fitted` keep their start. Adam with fixed steps, so that the same samples give the same weights.
 */
export function fitWeights(samples: readonly Sample[], start: Weights, fitted: readonly Feature[]): Weights {
  const weights = { ...start };
  const first = new Map<Feature, number>();
  const second = new Map<Feature, number>();
  for (let round = 1; round <= ROUNDS; round++) {
    const slope = slopes(samples, weights);
    for (const feature of fitted) {
      const pull = (start[feature] - weights[feature]) / SPREAD ** 2;
      const g = (slope.get(feature) ?? 0) + pull;
      const m = 0.9 * (first.get(feature) ?? 0) + 0.1 * g;
      const v = 0.99 * (second.get(feature) ?? 0) + 0.01 * g * g;
      first.set(feature, m);
      second.set(feature, v);
      const moved = weights[feature] + (STEP * (m / (1 - 0.9 ** round))) / (Math.sqrt(v / (1 - 0.99 ** round)) + 1e-9);
      weights[feature] = start[feature] > 0 ? Math.max(0, moved) : Math.min(0, moved);
    }
  }
  return weights;
}

/** Slope of the log-likelihood by feature. */
function slopes(samples: readonly Sample[], weights: Weights): Map<Feature, number> {
  const slope = new Map<Feature, number>();
  for (const { explanations, truth } of samples) {
    const odds = explanations.map((one) => Math.exp(total(one, weights)));
    const all = odds.reduce((sum, value) => sum + value, 0);
    for (const [index, explanation] of explanations.entries()) {
      const miss = (index === truth ? 1 : 0) - (odds[index] ?? 0) / all;
      for (const [feature, scale] of explanation) slope.set(feature, (slope.get(feature) ?? 0) + miss * scale);
    }
  }
  return slope;
}

function total(explanation: Explanation, weights: Weights): number {
  let sum = 0;
  for (const [feature, scale] of explanation) sum += weights[feature] * scale;
  return sum;
}
