import { Decompress } from "fzstd";
import type { Budget } from "./budget.ts";
import type { ByteStream } from "./byte-stream.ts";
import type { ArchiveProblem, Member } from "./packing.ts";

/** A block of zstd holds 128 KiB at most: so much and no more is unpacked at once out of few packed bytes. */
const PIECE = 1 << 12;

class OverLimit extends Error {}

/** Unpacks zstd piece by piece; a damaged file gives what could be unpacked. */
export async function* openZstd(source: ByteStream, budget: Budget): AsyncGenerator<Member | ArchiveProblem> {
  const problems: ArchiveProblem[] = [];
  yield { chunks: decompress(source, budget, problems) };
  yield* problems;
}

async function* decompress(source: ByteStream, budget: Budget, problems: ArchiveProblem[]): AsyncGenerator<Uint8Array> {
  let unpacked: Uint8Array[] = [];
  const stream = new Decompress((chunk) => {
    if (!budget.take(chunk.length)) throw new OverLimit();
    // The library uses the chunk's memory again.
    unpacked.push(chunk.slice());
  });
  let piece = await source.take(PIECE);
  while (problems.length === 0 && piece.length > 0) {
    const next = await source.take(PIECE);
    try {
      stream.push(piece, next.length === 0);
    } catch (error) {
      problems.push(error instanceof OverLimit ? "limit" : "damaged");
    }
    yield* unpacked;
    unpacked = [];
    piece = next;
  }
}
