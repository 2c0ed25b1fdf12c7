import type { Random } from "./random.ts";
import type { Again, Resource } from "./resource.ts";

/** What a scenario is told in. Each method gives Go statements. */
export interface Stage {
  readonly random: Random;
  readonly types: readonly Resource[];
  /** Declares `r`, of the first type or of another. */
  make(variable: string, type?: number): string;
  /** Starts one goroutine in an operation; `mode` picks one that takes the lock for reading or writing. */
  run(
    variable: string,
    at: number,
    options?: { readonly mode?: "r" | "w"; readonly type?: number; readonly first?: true },
  ): string;
  /** Several goroutines that will wait for the lock. */
  waiters(
    variable: string,
    options?: { readonly mode?: "r" | "w"; readonly type?: number; readonly count?: number },
  ): string;
  /** Goroutines that have been through the operation, and some that have not come to the lock. */
  bystanders(variable: string, type?: number, at?: readonly number[]): string;
}

export interface Scenario {
  readonly name: string;
  readonly weight: number;
  readonly uses: readonly number[];
  readonly kind?: "mutex" | "rwmutex";
  readonly types?: number;
  readonly again?: readonly Again[];
  /** The lock must belong to each resource. */
  readonly own?: true;
  /** It must be the same for all resources. */
  readonly shared?: true;
  readonly text: (stage: Stage) => readonly string[];
}
