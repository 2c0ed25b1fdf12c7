/**
 * What stackgraph does not tell yet, by sample and test: the truth was written before it was asked. Such a test must fail; when it passes its line
 * here goes.
 */
export const gaps: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "docker-20.10.24-cp-reader": {
    "finds every chain, step by step":
      "that the child docker-tar is stuck because its reader is the owner is not told: it is a chain of its own",
    "finds what everything waits for in the end":
      "that the child docker-tar is stuck because its reader is the owner is not told: it is a chain of its own",
  },
};
