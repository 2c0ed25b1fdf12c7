const WORD = [..."goroutine "].map((letter) => letter.charCodeAt(0));
const LAST = WORD.length - 1;

/**
 * By a pair of bytes that stands where the word's last two would: how much later the word can begin at the earliest. Only pairs of the word
 * itself, and those that end in its first letter, come near.
 */
const SHIFTS = new Uint8Array(1 << 16).fill(LAST + 1);
for (let first = 0; first < 256; first++) SHIFTS[pairOf(first, WORD[0] as number)] = LAST;
for (let index = 0; index < LAST; index++)
  SHIFTS[pairOf(WORD[index] as number, WORD[index + 1] as number)] = LAST - 1 - index;

function pairOf(first: number, second: number): number {
  return (second << 8) | first;
}

/**
 * First place of "goroutine " in bytes[from, end), -1 for none. Looks at one pair of bytes in nine only (Boyer, Moore, Horspool): every byte of
 * every input passes here, and looking at each of them took half of the time that reading a large dump took.
 */
export function findGoroutine(bytes: Uint8Array, from: number, end: number = bytes.length): number {
  for (let last = from + LAST; last < end; ) {
    const shift = SHIFTS[pairOf(bytes[last - 1] as number, bytes[last] as number)] as number;
    if (shift > 0) {
      last += shift;
      continue;
    }
    let index = 0;
    while (index < LAST && bytes[last - LAST + index] === WORD[index]) index++;
    if (index === LAST) return last - LAST;
    last += LAST;
  }
  return -1;
}
