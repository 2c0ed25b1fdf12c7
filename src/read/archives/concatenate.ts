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
