import { NumberReader, readNumbers, signed, writeNumbers } from "./varint.ts";

/** Where a function is in one release. */
export interface Place {
  readonly variant: number;
  /** Where it starts. */
  readonly line: number;
}

/** Where a function is in one release after the other. */
export interface FunctionPlaces {
  /** Of each variant: the last line, counted from the function's first. */
  readonly ends: readonly number[];
  /** By release; undefined where it does not exist. */
  readonly at: readonly (Place | undefined)[];
}

/**
 * Where the functions of one file are, as `CatalogueFile.places` describes it. Lines are counted from the end of the function before: so
 * what changes at the head of a file is told once.
 */
export function encodePlaces(functions: readonly FunctionPlaces[], releases: number): string[] {
  const before = new Array<number>(releases).fill(0);
  return functions.map(({ ends, at }) => {
    const runs: { count: number; readonly variant: number; readonly gap: number | undefined }[] = [];
    for (let release = 0; release < releases; release++) {
      const here = at[release];
      const variant = here ? here.variant + 1 : 0;
      const gap = here && here.line - (before[release] ?? 0);
      const last = runs.at(-1);
      if (last?.variant === variant && last.gap === gap) last.count++;
      else runs.push({ count: 1, variant, gap });
      if (here) before[release] = here.line + (ends[here.variant] ?? 0);
    }
    const numbers = [ends.length, ...differences(ends)];
    let known = 0;
    for (const { count, variant, gap } of runs) {
      numbers.push(count, variant);
      if (gap === undefined) continue;
      numbers.push(signed(gap - known));
      known = gap;
    }
    return writeNumbers(numbers);
  });
}

/** What `encodePlaces` wrote; of damaged texts as much as makes sense. */
export function decodePlaces(texts: readonly string[], releases: number): FunctionPlaces[] {
  const before = new Array<number>(releases).fill(0);
  return texts.map((text) => {
    const reader = new NumberReader(readNumbers(text));
    let sum = 0;
    const ends = reader.list(() => {
      sum += reader.nextSigned();
      return sum;
    });
    const at: (Place | undefined)[] = [];
    let gap = 0;
    while (at.length < releases && !reader.done) {
      const end = Math.min(at.length + reader.next(), releases);
      const variant = reader.next() - 1;
      if (variant >= 0) gap += reader.nextSigned();
      while (at.length < end) {
        const release = at.length;
        const place = ends[variant] === undefined ? undefined : { variant, line: (before[release] ?? 0) + gap };
        if (place) before[release] = place.line + (ends[variant] ?? 0);
        at.push(place);
      }
    }
    return { ends, at };
  });
}

function differences(numbers: readonly number[]): number[] {
  return numbers.map((number, index) => signed(number - (numbers[index - 1] ?? 0)));
}
