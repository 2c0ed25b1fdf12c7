/** A statement with its confidence, between 0 and 1, and whether it was right. */
export interface Said {
  readonly confidence: number;
  readonly right: boolean;
}

/** How far the factor may be from 1 without cost: its standard deviation. */
const SPREAD = 0.5;
const ROUNDS = 50;

/**
 * Temperature scaling: the factor for log-odds under which what came out is most likely, held near 1, which is "as it was said". What is as likely as
 * not stays so. Newton's method.
 */
export function fitTemperature(all: readonly Said[]): number {
  let slope = 1;
  for (let round = 0; round < ROUNDS; round++) {
    let first = (slope - 1) / SPREAD ** 2;
    let second = 1 / SPREAD ** 2;
    for (const { confidence, right } of all) {
      const odds = Math.log(confidence / (1 - confidence));
      const share = 1 / (1 + Math.exp(-slope * odds));
      first += (share - (right ? 1 : 0)) * odds;
      second += share * (1 - share) * odds * odds;
    }
    slope -= first / second;
  }
  return slope;
}
