import type { Budget } from "./budget.ts";
import type { ByteStream, Chunks } from "./byte-stream.ts";

/** A file out of an archive; without a name, what a packed file holds. */
export interface Member {
  readonly name?: string;
  /** As the archive tells it. */
  readonly size?: number;
  /** All of it, where that is in memory: nothing has to be copied. */
  readonly bytes?: Uint8Array;
  /** Read before the next member is asked for, or not at all. */
  readonly chunks?: Chunks;
}

/** What is wrong with an archive: its end is missing or damaged, a limit forbids the rest, or a member cannot be read. */
export type ArchiveProblem = "damaged" | "limit" | "member";

/** A way to pack files, known by bytes at a place. */
export interface Packing {
  /** As people call it. */
  readonly name: string;
  readonly magic: readonly number[];
  readonly at: number;
  /** The files in it, one after the other, and what is wrong with it. */
  open(source: ByteStream, budget: Budget): AsyncGenerator<Member | ArchiveProblem>;
}
