import type { ProcessKind } from "../../../model/process.ts";
import type { Provenance } from "../../../processes/signs/rules.ts";

/** One goroutine of a known bug. */
export interface BugPart {
  /** Every one of these is on its stack, from the innermost on; matched against names without a vendor prefix. */
  readonly frames: readonly RegExp[];
  /** Its state as printed, or that it waits for a lock. */
  readonly state: RegExp | "lock";
  /** A frame that the first pattern reads, as a dump prints it. */
  readonly example: string;
}

/** A known bug, or known weakness, by the goroutines that it leaves. */
export interface KnownBug {
  readonly name: string;
  /** Any process when absent. */
  readonly process?: readonly ProcessKind[];
  /** The versions are those of a library, under its name among the shipped catalogues; else those of the program. */
  readonly library?: string;
  /** Each is another goroutine of the same dump. */
  readonly parts: readonly BugPart[];
  /** What an incident report would say. */
  readonly meaning: string;
  readonly affected: string;
  /** Versions that have it; [from, below), compared number by number. None: it is not known which have it not. */
  readonly versions: readonly (readonly [from: string, below: string])[];
  readonly fixed?: string;
  readonly reference: string;
  readonly provenance: Provenance;
}
