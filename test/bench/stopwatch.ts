/** Runs once and gives its seconds. */
export type Runner = () => number | Promise<number>;

/** Middle value, and the borders of the middle half. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Times what runs here. Nothing is collected before: that would throw away compiled code too, and the next run would measure the compiler. */
export function timed(run: () => unknown): Runner {
  return async () => {
    const start = performance.now();
    await run();
    return (performance.now() - start) / 1000;
  };
}

/**
 * Lets all run in turn, round after round, because a machine is not equally fast all the time: only what ran side by side can be compared.
 *
 * @returns Seconds by name, one for each round.
 */
export async function interleave(
  runners: Readonly<Record<string, Runner>>,
  rounds: number,
): Promise<Record<string, number[]>> {
  const seconds: Record<string, number[]> = Object.fromEntries(Object.keys(runners).map((name) => [name, []]));
  // One round more than is counted: the first one compiles and fills caches.
  for (let round = 0; round <= rounds; round++)
    for (const [name, run] of Object.entries(runners)) {
      const once = await run();
      if (round > 0) seconds[name]?.push(once);
    }
  return seconds;
}

/** The ratios of what ran in the same rounds: how many times as long the others took. */
export function ratio(others: readonly number[], own: readonly number[]): Spread {
  return spreadOf(others.map((seconds, round) => seconds / (own[round] ?? Number.NaN)));
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
