import { closeSync, openSync, writeFileSync } from "node:fs";
import { StackgraphError } from "../model/error.ts";
import type { Io } from "./io.ts";
import { writeAll } from "./io.ts";

/** Small pieces are written together: a system call for every goroutine would be most of the time. */
const blockSize = 2 ** 16;

/** Writes a result, block by block, to stdout or to a file. */
export async function emit(pieces: Iterable<string>, output: string | undefined, io: Io): Promise<void> {
  io.progress?.clear();
  if (output === undefined) return writeAll(io.stdout, blocks(pieces));
  const file = openForWriting(output);
  try {
    for (const block of blocks(pieces)) writeFileSync(file, block);
  } finally {
    closeSync(file);
  }
}

function openForWriting(path: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    throw new StackgraphError("ERR_INVALID_ARGUMENT", `${path}: cannot be written (${code}).`);
  }
}

function* blocks(pieces: Iterable<string>): Generator<string> {
  let block = "";
  for (const piece of pieces) {
    block += piece;
    if (block.length < blockSize) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}
