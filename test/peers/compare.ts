import type { ReadFrame, ReadGoroutine } from "./goroutine.ts";

/** What a reader returned, measured by what stands in the text. */
export interface Score {
  readonly goroutines: number;
  /** Frames, those of the go statements included. */
  readonly frames: number;
  /** Goroutines and frames that stand in the text and were not returned. */
  readonly lost: { readonly goroutines: number; readonly frames: number };
  /** Returned goroutines that do not stand in the text, or of which it says something else. */
  readonly wrong: number;
}

export function compare(found: readonly ReadGoroutine[], truth: readonly ReadGoroutine[]): Score {
  const pairs = pair(found, truth);
  const lostFrames = truth.map((goroutine) => without(framesOf(goroutine), framesOf(pairs.get(goroutine))).length);
  const right = truth.filter((goroutine) => isRight(pairs.get(goroutine), goroutine));
  return {
    goroutines: found.length,
    frames: sum(found.map((goroutine) => framesOf(goroutine).length)),
    lost: { goroutines: truth.length - pairs.size, frames: sum(lostFrames) },
    wrong: found.length - right.length,
  };
}

export function add(scores: readonly Score[]): Score {
  return {
    goroutines: sum(scores.map(({ goroutines }) => goroutines)),
    frames: sum(scores.map(({ frames }) => frames)),
    lost: {
      goroutines: sum(scores.map(({ lost }) => lost.goroutines)),
      frames: sum(scores.map(({ lost }) => lost.frames)),
    },
    wrong: sum(scores.map(({ wrong }) => wrong)),
  };
}

/** Which returned goroutine is which of the text: ids repeat where a text holds several dumps, so that equal stacks come first. */
function pair(found: readonly ReadGoroutine[], truth: readonly ReadGoroutine[]): Map<ReadGoroutine, ReadGoroutine> {
  const pairs = new Map<ReadGoroutine, ReadGoroutine>();
  const left = new Set(found);
  for (const key of [
    (one: ReadGoroutine) => `${one.id} ${keys(framesOf(one)).join("\n")}`,
    ({ id }: ReadGoroutine) => `${id}`,
  ]) {
    const byKey = new Map<string, ReadGoroutine[]>();
    for (const one of left) byKey.set(key(one), [...(byKey.get(key(one)) ?? []), one]);
    for (const goroutine of truth) {
      const one = pairs.has(goroutine) ? undefined : byKey.get(key(goroutine))?.shift();
      if (!one) continue;
      pairs.set(goroutine, one);
      left.delete(one);
    }
  }
  return pairs;
}

function isRight(found: ReadGoroutine | undefined, truth: ReadGoroutine): boolean {
  if (!found) return false;
  // A mark behind the wait reason, " (scan)", may be returned as a part of it or not.
  const isState = found.state === truth.state || truth.state.startsWith(`${found.state} (`);
  const isSame = found.minutes === truth.minutes && found.locked === truth.locked;
  return isState && isSame && without(framesOf(found), framesOf(truth)).length === 0;
}

function framesOf(goroutine: ReadGoroutine | undefined): readonly ReadFrame[] {
  return goroutine ? [...goroutine.frames, ...(goroutine.created ? [goroutine.created] : [])] : [];
}

/** The frames of a list that are not in another. */
function without(frames: readonly ReadFrame[], others: readonly ReadFrame[]): readonly string[] {
  const left = keys(others);
  return keys(frames).filter((key) => {
    const at = left.indexOf(key);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Escapes in import paths may be resolved or not, and the creator's id may be left behind its function. */
function keys(frames: readonly ReadFrame[]): string[] {
  return frames.map(({ func, file, line }) => {
    const name = func
      .replace(/ in goroutine \d+$/, "")
      .replace(/%([0-9a-f]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
    return `${name} ${file ?? ""}:${line ?? 0}`;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
