import type { Chunks } from "./byte-stream.ts";
import { concatenate } from "./concatenate.ts";

/** A size that an archive tells is believed so far. */
const MOST_BELIEVED = 1 << 26;

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
