import type { Dump } from "../model/dump.ts";
import { Goroutines } from "./goroutine-list.ts";
import { lexWords } from "./lex-words.ts";
import { pointersOf } from "./pointers-of.ts";
import { WordSieve } from "./word-sieve.ts";

/** Words of which only a few places matter. */
export interface RareWords {
  readonly words: ReadonlySet<string>;
  /** A word that stands in more goroutines than so many is not rare: no more of its places than one behind that are told. */
  readonly most: number;
}

/**
 * In which goroutines of a dump each wanted value stands as a trustworthy argument (printed without `?`) of a frame: positions in
 * `dump.goroutines`, ascending. One pass over the text, without the grammar.
 *
 * @param wanted Values in lower-case hex with "0x". A value that nobody shows is absent from the result.
 * @param rare Those of them that are only asked for as long as hardly anybody shows them: of ten thousand requests each shows the same server.
 */
export function findPointers(
  dump: Dump,
  wanted: ReadonlySet<string>,
  rare?: RareWords,
): Map<string, readonly number[]> {
  const words = [...wanted];
  const places = words.map((): number[] => []);
  const mosts = words.map((word) => (rare?.words.has(word) ? rare.most : Number.POSITIVE_INFINITY));
  const { goroutines } = dump;
  if (goroutines instanceof Goroutines) {
    const sieve = new WordSieve(words);
    let index = 0;
    const visit = (word: number): void => {
      if (note(places[word] as number[], index, mosts[word] as number)) sieve.drop(word);
    };
    for (; index < goroutines.length; index++) {
      const { bytes, view } = goroutines.pieceAt(index);
      const [start, end] = goroutines.bytesAt(index);
      lexWords(bytes, view, { start, end, margin: goroutines.marginAt(index) }, sieve, visit);
    }
  } else {
    const numbers = new Map(words.map((word, number) => [word, number]));
    for (const goroutine of goroutines) {
      for (const { value, stale } of pointersOf(goroutine)) {
        const word = stale ? undefined : numbers.get(value);
        if (word !== undefined) note(places[word] as number[], goroutine.index, mosts[word] as number);
      }
    }
  }
  return new Map(words.flatMap((word, number) => (places[number]?.length ? [[word, places[number]]] : [])));
}

/** Adds a place; true when there are enough of them. */
function note(places: number[], index: number, most: number): boolean {
  if (places.length > most) return true;
  if (places.at(-1) !== index) places.push(index);
  return places.length > most;
}
