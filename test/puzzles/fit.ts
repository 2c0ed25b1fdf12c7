import { writeFileSync } from "node:fs";
import type { Feature } from "../../src/locks/weights.ts";
import { readArchive } from "./archive.ts";
import { features } from "./features.ts";
import { goParser } from "./go-parser.ts";
import { fitWeights, type Weights } from "./regression.ts";
import { samplesOf } from "./samples.ts";

/** Fits the weights to the puzzles of the fitting set, with their source and without, and writes src/locks/weights.ts. */
const target = "src/locks/weights.ts";

const names = Object.keys(features) as Feature[];
const start = Object.fromEntries(names.map((name) => [name, features[name].start])) as Weights;
const archive = readArchive("fit");
const parser = await goParser();
const samples = [...samplesOf(archive, parser), ...samplesOf(archive)];
const seen = new Map<Feature, number>();
for (const { explanations } of samples)
  for (const name of new Set(explanations.flatMap((one) => [...one.keys()]))) seen.set(name, (seen.get(name) ?? 0) + 1);
const fitted = fitWeights(
  samples,
  start,
  names.filter((name) => !features[name].fixed),
);

const lines = names.map((name) => {
  const count = seen.get(name) ?? 0;
  const kept = count === 0 || features[name].fixed;
  const value = kept ? start[name] : Math.round(fitted[name] * 100) / 100;
  const origin = kept ? "Not fitted." : `Fitted to ${count} choices.`;
  return `  /**\n   * ${features[name].about}\n   * ${origin}\n   */\n  ${name}: ${value},`;
});
writeFileSync(
  target,
  `/**
 * Made by test/puzzles/fit.ts, not by hand. Log-odds of each sort of evidence for one explanation of a lock against the others: conditional
 * logistic regression on ${samples.length} choices of the fitting puzzles, held near a start that was chosen from the meaning of the evidence.
 */
export const weights = {
${lines.join("\n")}
} as const;

/** A sort of evidence that has a weight. */
export type Feature = keyof typeof weights;
`,
);
for (const name of names)
  process.stdout.write(`${name} ${start[name]} -> ${fitted[name].toFixed(2)} (${seen.get(name) ?? 0})\n`);
