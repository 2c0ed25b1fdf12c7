import { joinChunks } from "../join-chunks.ts";

const FEED = 10;
/** The longest string of V8 has 2^29 characters. */
const LARGEST_PIECE = 1 << 28;

/** Changes a text as a whole, or in pieces cut at line breaks when it is too long for one string. @param size Bytes of a piece at most. */
export function inPieces(
  bytes: Uint8Array,
  change: (piece: Uint8Array) => Uint8Array,
  size: number = LARGEST_PIECE,
): Uint8Array {
  if (bytes.length <= size) return change(bytes);
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = cutBefore(bytes, start, start + size);
    pieces.push(change(bytes.subarray(start, end)));
    start = end;
  }
  return joinChunks(pieces);
}

/** Behind the last line break before a limit; in a line without one before a byte that begins a character. */
function cutBefore(bytes: Uint8Array, start: number, limit: number): number {
  if (limit >= bytes.length) return bytes.length;
  const feed = bytes.lastIndexOf(FEED, limit - 1);
  if (feed >= start) return feed + 1;
  let end = limit;
  while (end > start + 1 && ((bytes[end] as number) & 0xc0) === 0x80) end--;
  return end;
}
