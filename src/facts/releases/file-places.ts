import { NumberReader, readNumbers, signed, writeNumbers } from "./varint.ts";

/** Releases that follow each other and in which a function is at the same place. */
export interface PlaceRun {
  /** Number of the first one. */
  readonly from: number;
  /** Number of the one behind the last. */
  readonly to: number;
  readonly variant: number;
  /** Where it starts. */
  readonly line: number;
}

/** Where a function is in one release after the other. */
export interface FunctionPlaces {
  /** Of each variant: the last line, counted from the function's first. */
  readonly ends: readonly number[];
  /** In order; none where it does not exist. */
  readonly runs: readonly PlaceRun[];
}

/** Where a function is in a release; undefined where it does not exist. */
export function placeAt(runs: readonly PlaceRun[], release: number): PlaceRun | undefined {
  return runs.find(({ from, to }) => from <= release && release < to);
}

/** Adds the place of one release, or of some, behind those that are there. */
export function addRun(runs: PlaceRun[], { variant, line, from, to }: PlaceRun): void {
  const last = runs.at(-1);
  const same = last?.to === from && last.variant === variant && last.line === line;
  if (same) runs[runs.length - 1] = { variant, line, from: last.from, to };
  else runs.push({ variant, line, from, to });
}

/**
 * Where the functions of one file are, as `CatalogueFile.places` describes it. Lines are counted from the end of the function before: so
 * what changes at the head of a file is told once.
 */
export function encodePlaces(functions: readonly FunctionPlaces[], releases: number): string[] {
  const before = new Array<number>(releases).fill(0);
  return functions.map(({ ends, runs: places }) => {
    const runs: { count: number; readonly variant: number; readonly gap: number | undefined }[] = [];
    for (let release = 0; release < releases; release++) {
      const here = placeAt(places, release);
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

/** Where functions end, for the releases up to one. */
interface Ending {
  readonly to: number;
  readonly line: number;
}

/**
 * What `encodePlaces` wrote, one function after the other as they are asked for; of damaged texts as much as makes sense. Neighbouring releases
 * are told together: there are more than a hundred of them, and a function moves in a few.
 */
export function* decodePlaces(texts: readonly string[], releases: number): Generator<FunctionPlaces, void> {
  let before: readonly Ending[] = [{ to: releases, line: 0 }];
  for (const text of texts) {
    const reader = new NumberReader(readNumbers(text));
    let sum = 0;
    const ends = reader.list(() => {
      sum += reader.nextSigned();
      return sum;
    });
    const runs: PlaceRun[] = [];
    const after: Ending[] = [];
    let gap = 0;
    let from = 0;
    const advance = (variant: number, to: number): void => {
      const length = ends[variant];
      for (const ending of before) {
        if (ending.to <= from) continue;
        if (from >= to) break;
        const end = Math.min(to, ending.to);
        if (length !== undefined) addRun(runs, { variant, line: ending.line + gap, from, to: end });
        addEnding(after, end, length === undefined ? ending.line : ending.line + gap + length);
        from = end;
      }
    };
    while (from < releases && !reader.done) {
      const to = Math.min(from + reader.next(), releases);
      const variant = reader.next() - 1;
      if (variant >= 0) gap += reader.nextSigned();
      advance(variant, to);
    }
    // Damaged: nothing is known of the other releases.
    advance(-1, releases);
    before = after;
    yield { ends, runs };
  }
}

function addEnding(endings: Ending[], to: number, line: number): void {
  if (endings.at(-1)?.line === line) endings[endings.length - 1] = { to, line };
  else endings.push({ to, line });
}

function differences(numbers: readonly number[]): number[] {
  return numbers.map((number, index) => signed(number - (numbers[index - 1] ?? 0)));
}
