import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import { GrowingBytes } from "../read/growing-bytes.ts";
import type { InputProblem } from "./incident.ts";
import { problemOf } from "./problem.ts";

/** Node 20 has no larger arrays. */
export const LARGEST_INPUT: number = 2 ** 32;
/** So much takes a tenth of a second from a good disk: the progress is told between. */
const AT_ONCE = 2 ** 26;
/** The positions that methods of a larger Buffer take end here; those of a plain array do not. */
const LARGEST_BUFFER = 2 ** 31 - 1;

/**
 * A file's bytes, or why it has none. Files are read at once: to ask another thread for each of many small ones takes longer. Pipes
 * (`<(journalctl …)`) are read to their end; nothing is read beyond 4 GiB.
 */
export async function readFileBytes(
  path: string,
  name: string,
  onRead: (bytes: number) => void = () => undefined,
): Promise<Uint8Array | InputProblem> {
  try {
    const found = statSync(path);
    if (found.size > LARGEST_INPUT) return tooLarge(name);
    // A file's size is known: it is read into one array, once. A pipe has none.
    const bytes =
      found.isFile() && found.size > 0
        ? readWhole(path, found.size, onRead)
        : await collect(createReadStream(path), LARGEST_INPUT, onRead);
    if (!bytes) return tooLarge(name);
    return bytes.length > 0 ? bytes : { code: "empty", name, message: `${name}: the file is empty.` };
  } catch (error) {
    return problemOf(error, name);
  }
}

export function tooLarge(name: string): InputProblem {
  return { code: "too-large", name, message: `${name}: not read, it is larger than 4 GiB.` };
}

/** The first `size` bytes of a file, or all when there are fewer. */
function readWhole(path: string, size: number, onRead: (bytes: number) => void): Uint8Array {
  const bytes = size > LARGEST_BUFFER ? new Uint8Array(size) : Buffer.allocUnsafeSlow(size);
  const file = openSync(path, "r");
  try {
    let at = 0;
    while (at < size) {
      const read = readSync(file, bytes, at, Math.min(AT_ONCE, size - at), null);
      if (read === 0) return bytes.subarray(0, at);
      at += read;
      onRead(at);
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** All bytes of a stream in one array; undefined when they are more than `most`. @param onRead Told how many there are until now. */
export async function collect(
  stream: AsyncIterable<Uint8Array | string>,
  most: number,
  onRead: (bytes: number) => void = () => undefined,
): Promise<Uint8Array | undefined> {
  const all = new GrowingBytes();
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    if (all.length + bytes.length > most) return undefined;
    all.append(bytes);
    onRead(all.length);
  }
  return all.finish();
}
