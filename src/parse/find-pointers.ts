import type { Dump } from "../model/dump.ts";
import { decode } from "../read/utf8.ts";
import { viewOf } from "../read/words.ts";
import { Goroutines } from "./goroutine-list.ts";
import { lexWords } from "./lex-words.ts";
import { pointersOf } from "./pointers-of.ts";
import { WordSieve } from "./word-sieve.ts";

/**
 * In which goroutines of a dump each wanted value stands as a trustworthy argument (printed without `?`) of a frame: positions in
 * `dump.goroutines`, ascending. One pass over the text, without the grammar.
 *
 * @param wanted Values in lower-case hex with "0x". A value that nobody shows is absent from the result.
 */
export function findPointers(dump: Dump, wanted: ReadonlySet<string>): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const note = (value: string, index: number) => {
    const places = found.get(value);
    if (!places) found.set(value, [index]);
    else if (places.at(-1) !== index) places.push(index);
  };
  const { goroutines } = dump;
  if (!(goroutines instanceof Goroutines)) {
    for (const goroutine of goroutines)
      for (const { value, stale } of pointersOf(goroutine))
        if (!stale && wanted.has(value)) note(value, goroutine.index);
    return found;
  }
  const { bytes } = goroutines.source.text;
  const sieve = new WordSieve(wanted);
  const view = viewOf(bytes);
  let index = 0;
  const visit = (at: number, behind: number): void => {
    const value = decode(bytes, at, behind);
    if (wanted.has(value)) note(value, index);
  };
  for (; index < goroutines.length; index++) {
    const [start, end] = goroutines.bytesAt(index);
    lexWords(bytes, view, { start, end, margin: goroutines.marginAt(index) }, sieve, visit);
  }
  return found;
}
