import { GrowingBytes } from "../growing-bytes.ts";
import type { Chunks } from "./byte-stream.ts";

/** All pieces as one array. @param size So many bytes are said to come. */
export async function collect(pieces: Chunks, size = 0): Promise<Uint8Array> {
  const bytes = new GrowingBytes(size);
  for await (const piece of pieces) bytes.append(piece);
  return bytes.finish();
}
