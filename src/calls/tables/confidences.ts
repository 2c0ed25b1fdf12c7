/** Probabilities of pairs, all in one place. Chosen by judgement on a few real captures: not calibrated. */
export const callConfidence = {
  /** One client and one server of the same method, and what they are about (init or exec process) agrees where it shows. */
  onlyPair: 0.95,
  /** As above, but the two generated packages are of different versions. */
  otherVersion: 0.6,
  /** The client's frames show the call; who serves it is in no dump at hand. */
  noServer: 0.9,
} as const;

/** Weights (log-odds) of the evidence that pairs carry: not calibrated. */
export const callWeights = {
  "rpc-method": 1.5,
  "rpc-role": 1,
  "rpc-only-pair": 1.5,
  "rpc-several-fit": -1,
  "rpc-connection": 0.7,
  "rpc-version": -1,
  "rpc-not-sent": 2,
  "rpc-no-server": 0,
} as const;

/** How many other servers a call lists at most: more tell nobody anything, and thousands of equal requests can be pending. */
export const mostAlternatives = 32;

/** That a goroutine which has handed a request over waits for the one that the program's structure names, when there is one of them. */
export const handoverConfidence = 0.9;
