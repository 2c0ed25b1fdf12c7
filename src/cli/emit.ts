import { open } from "node:fs/promises";
import { StackgraphError } from "../model/error.ts";
import type { Io } from "./io.ts";
import { writeAll } from "./io.ts";

/** Writes a result to stdout or, piece by piece as well, to a file. */
export async function emit(pieces: Iterable<string>, output: string | undefined, { stdout }: Io): Promise<void> {
  if (output === undefined) return writeAll(stdout, pieces);
  const file = await open(output, "w").catch((error: NodeJS.ErrnoException) => {
    throw new StackgraphError("ERR_INVALID_ARGUMENT", `${output}: cannot be written (${error.code}).`);
  });
  try {
    for (const piece of pieces) await file.write(piece);
  } finally {
    await file.close();
  }
}
