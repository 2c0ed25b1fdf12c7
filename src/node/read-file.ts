import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { joinChunks } from "../read/join-chunks.ts";
import type { InputProblem } from "./incident.ts";
import { problemOf } from "./problem.ts";

/** The reader works on one array of at most this size. */
const largest = 2 ** 30;

/** A file's bytes, or why it has none. Pipes (`<(journalctl …)`) are read to their end; nothing is read beyond 1 GiB. */
export async function readFileBytes(path: string, name: string): Promise<Uint8Array | InputProblem> {
  const tooLarge: InputProblem = { code: "too-large", name, message: `${name}: not read, it is larger than 1 GiB.` };
  try {
    const found = await stat(path);
    if (found.size > largest) return tooLarge;
    // A file's size is known: it is read into one array, once. A pipe has none.
    const bytes =
      found.isFile() && found.size > 0 ? await readFile(path) : await collect(createReadStream(path), largest);
    if (!bytes) return tooLarge;
    return bytes.length > 0 ? bytes : { code: "empty", name, message: `${name}: the file is empty.` };
  } catch (error) {
    return problemOf(error, name);
  }
}

/** All bytes of a stream in one array; undefined when they are more than `most`. */
export async function collect(
  stream: AsyncIterable<Uint8Array | string>,
  most: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    size += bytes.length;
    if (size > most) return undefined;
    chunks.push(bytes);
  }
  return joinChunks(chunks);
}
