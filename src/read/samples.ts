/** A paste is not larger. */
const LARGE = 1 << 22;
const SAMPLES = 64;
const SAMPLE = 1 << 12;

/**
 * The parts of a text in which to look for signs of what stands all over it, if anywhere: all of it, or of a large one its beginning, its end and places
 * between. To look at every byte of a large dump for each sign takes longer than to parse it.
 */
export function samplesOf(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length <= LARGE) return [bytes];
  const step = Math.floor((bytes.length - SAMPLE) / (SAMPLES - 1));
  return Array.from({ length: SAMPLES }, (_, index) => bytes.subarray(index * step, index * step + SAMPLE));
}
