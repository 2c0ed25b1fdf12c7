import type { Dump } from "../model/dump.ts";
import { Goroutines } from "./goroutine-list.ts";
import { lexWords } from "./lex-words.ts";
import { pointersOf } from "./pointers-of.ts";

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
  const byNumber = new Map([...wanted].map((value) => [Number(value), value]));
  const { bytes } = goroutines.source.text;
  for (let index = 0; index < goroutines.length; index++) {
    const [start, end] = goroutines.bytesAt(index);
    lexWords(bytes, start, end, goroutines.marginAt(index), (number, at, behind) => {
      const value = byNumber.get(number);
      // Numbers above 2^53 are not exact: compare the digits.
      if (value !== undefined && value.length === behind - at && matches(bytes, at, value)) note(value, index);
    });
  }
  return found;
}

function matches(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
