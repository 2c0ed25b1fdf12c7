import type { Chunks } from "./byte-stream.ts";

/** A size that an archive tells is believed so far. */
const MOST_BELIEVED = 1 << 26;

/** Chunks as one array. */
export function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = chunks.filter(({ length }) => length > 0);
  if (first && others.length === 0) return first;
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** All pieces as one array. Where their size is known no second copy of them is held. */
export async function collect(pieces: Chunks, size = 0): Promise<Uint8Array> {
  const expected = new Uint8Array(Math.min(size, MOST_BELIEVED));
  const more: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    if (more.length > 0 || length + piece.length > expected.length) more.push(piece.slice());
    else {
      expected.set(piece, length);
      length += piece.length;
    }
  }
  return concatenate([expected.subarray(0, length), ...more]);
}
