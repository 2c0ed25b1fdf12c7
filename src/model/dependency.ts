import type { Evidence } from "./diagnosis.ts";
import type { Goroutine } from "./dump.ts";

/** "`from` goes on when `to` does something", for waits that are neither a lock nor a call. */
export interface Dependency {
  readonly from: Goroutine;
  readonly to: Goroutine;
  readonly kind: "channel" | "waitgroup" | "cond" | "once";
  /** What `from` waits for `to` to do, for a person. */
  readonly text: string;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}
