import { open } from "node:fs/promises";
import { StackgraphError } from "../model/error.ts";
import type { Io } from "./io.ts";
import { writeAll } from "./io.ts";

/** Small pieces are written together: a system call for every goroutine would be most of the time. */
const blockSize = 2 ** 16;

/** Writes a result, block by block, to stdout or to a file. */
export async function emit(pieces: Iterable<string>, output: string | undefined, { stdout }: Io): Promise<void> {
  if (output === undefined) return writeAll(stdout, blocks(pieces));
  const file = await open(output, "w").catch((error: NodeJS.ErrnoException) => {
    throw new StackgraphError("ERR_INVALID_ARGUMENT", `${output}: cannot be written (${error.code}).`);
  });
  try {
    for (const block of blocks(pieces)) await file.writeFile(block);
  } finally {
    await file.close();
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
