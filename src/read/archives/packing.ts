import type { Budget } from "./budget.ts";

/** A file out of an archive; without a name, what a packed file holds. */
export interface Member {
  readonly name?: string;
  readonly bytes: Uint8Array;
}

/** What is wrong with an archive: its end is missing or damaged, a limit forbids the rest, or a member cannot be read. */
export type ArchiveProblem = "damaged" | "limit" | "member";

export interface Opened {
  readonly members: readonly Member[];
  readonly problems: readonly ArchiveProblem[];
}

/** A way to pack files, known by bytes at a place. */
export interface Packing {
  /** As people call it. */
  readonly name: string;
  readonly magic: readonly number[];
  readonly at: number;
  open(bytes: Uint8Array, budget: Budget): Promise<Opened> | Opened;
}
