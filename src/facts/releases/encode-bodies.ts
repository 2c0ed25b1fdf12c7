import type { LockEffect } from "../frame-reading.ts";
import type { Asked, ReadBody } from "./read-function.ts";
import { signed } from "./varint.ts";

/** Numbers for names. */
export interface Numbering {
  /** Place of a callee's name. */
  callee(name: string): number;
  /** Place of a class plus 1; 0 for one that is not known. */
  class(name: string | undefined): number;
}

/** A function's bodies as the numbers that `CatalogueFile.bodies` describes. */
export function encodeBodies(bodies: readonly ReadBody[], numbering: Numbering): number[] {
  const numbers = [bodies.length];
  let before = 0;
  bodies.forEach(({ depth, start, end, given }, index) => {
    numbers.push(depth, signed(start - before));
    // The first one's end stands beside the function's places.
    if (index > 0) numbers.push(end - start);
    before = start;
    numbers.push(...encodeEffects(given, numbering, 0));
  });
  const states = new Map<string, { readonly index: number; readonly effects: readonly LockEffect[] }>();
  const keyOf = (effects: readonly LockEffect[]) => encodeEffects(effects, numbering, 0).join();
  for (const { effects } of bodies.flatMap(({ points }) => points)) {
    if (effects.length > 0 && !states.has(keyOf(effects)))
      states.set(keyOf(effects), { index: states.size + 1, effects });
  }
  numbers.push(states.size);
  let line = 0;
  for (const { effects } of states.values()) {
    numbers.push(...encodeEffects(effects, numbering, line));
    line = effects.at(-1)?.line ?? line;
  }
  for (const { points } of bodies) {
    numbers.push(points.length);
    let previous = 0;
    for (const { line: at, callee, effects, asked, deferred } of points) {
      numbers.push((at - previous) * 4 + (asked ? 1 : 0) + (deferred ? 2 : 0), numbering.callee(callee));
      if (states.size > 0) numbers.push(states.get(keyOf(effects))?.index ?? 0);
      if (asked) numbers.push(numbering.class(asked.class) * 3 + kindNumber(asked.kind));
      previous = at;
    }
  }
  return numbers;
}

function encodeEffects(effects: readonly LockEffect[], numbering: Numbering, before: number): number[] {
  const numbers = [effects.length];
  let last = before;
  for (const { sign, certain, mode, shared, class: name, line } of effects) {
    numbers.push((sign < 0 ? 1 : 0) + (certain ? 0 : 2) + (mode === "rlock" ? 4 : 0) + (shared ? 8 : 0));
    numbers.push(numbering.class(name), signed(line - last));
    last = line;
  }
  return numbers;
}

function kindNumber(kind: Asked["kind"]): number {
  return kind === undefined ? 0 : kind === "mutex" ? 1 : 2;
}
