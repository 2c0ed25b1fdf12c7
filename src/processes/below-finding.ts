import type { Evidence } from "../model/diagnosis.ts";
import type { Below } from "../model/process.ts";

/** What a rule concludes about a process: what it waits for, why, and what lies below it. */
export interface BelowFinding {
  readonly waitsFor: string;
  readonly evidence: readonly Evidence[];
  readonly next: readonly Below[];
}
