import { Decompress } from "fzstd";
import type { Budget } from "./budget.ts";
import { concatenate } from "./collect.ts";
import type { Opened } from "./packing.ts";

/** A block of zstd holds 128 KiB at most: so much and no more is unpacked at once out of few packed bytes. */
const PIECE = 1 << 12;

class OverLimit extends Error {}

/** Unpacks zstd piece by piece; a damaged file gives what could be unpacked. */
export function openZstd(bytes: Uint8Array, budget: Budget): Opened {
  const chunks: Uint8Array[] = [];
  const done = (...problems: Opened["problems"]): Opened => ({ members: [{ bytes: concatenate(chunks) }], problems });
  const stream = new Decompress((chunk) => {
    if (!budget.take(chunk.length)) throw new OverLimit();
    chunks.push(chunk.slice());
  });
  try {
    for (let at = 0; at < bytes.length; at += PIECE)
      stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    return done();
  } catch (error) {
    return done(error instanceof OverLimit ? "limit" : "damaged");
  }
}
