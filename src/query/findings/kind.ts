import type { Finding } from "../../model/diagnosis.ts";
import type { Provenance } from "../../processes/signs/rules.ts";

/** What a finding of one sort means. */
export interface FindingKind {
  /** The highest severity that it can have; evidence that proves less gives a lower one. */
  readonly severity: Finding["severity"];
  /** The sentence that a report of the incident would use. */
  readonly meaning: string;
  /** How the case is known: what is only read in source or made from descriptions never carries more than a warning. */
  readonly provenance: Provenance;
  /** What the evidence proves, and what it does not. */
  readonly proves: string;
  /** Commands and other things to do; `{verb}` and the like are filled in. */
  readonly next: readonly string[];
  /** A command that helps for the time being, with what it does. */
  readonly workaround?: string;
  /** Versions in which the cause is mended. */
  readonly fixed?: string;
}
