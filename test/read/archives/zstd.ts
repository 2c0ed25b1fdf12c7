const BLOCK = 1 << 17;

/** A zstd frame by RFC 8878 whose blocks are stored as they are, or as one byte with a count: Node 20 cannot pack zstd. */
export function zstd(content: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(content);
  // Magic number; a descriptor without content size, checksum and dictionary; a window of 2^(10+10) bytes.
  const parts = [Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50])];
  for (let at = 0; at === 0 || at < bytes.length; at += BLOCK) {
    const block = bytes.subarray(at, at + BLOCK);
    const isRun = block.length > 0 && block.every((byte) => byte === block[0]);
    const header = Number(at + BLOCK >= bytes.length) | (Number(isRun) << 1) | (block.length << 3);
    parts.push(Buffer.from([header & 0xff, (header >> 8) & 0xff, header >> 16]), isRun ? block.subarray(0, 1) : block);
  }
  return Buffer.concat(parts);
}
