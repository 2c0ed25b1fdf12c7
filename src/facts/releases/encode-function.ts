import type { LockEffect } from "../frame-reading.ts";
import type { Asked, ReadBody } from "./read-function.ts";
import { NumberWriter } from "./varint.ts";

/** Numbers for names. */
export interface Numbering {
  /** Place of a callee's name. */
  callee(name: string): number;
  /** Place of a class plus 1; 0 for one that is not known. */
  class(name: string | undefined): number;
}

/** Where a function is in one release after the other. */
export interface Run {
  readonly releases: number;
  /** Undefined: it does not exist there. */
  readonly at: { readonly variant: number; readonly line: number } | undefined;
}

/** A function as the numbers that `CatalogueFile.packages` describes. */
export function encodeFunction(
  variants: readonly (readonly ReadBody[])[],
  runs: readonly Run[],
  numbering: Numbering,
): string {
  const writer = new NumberWriter();
  writer.add(variants.length);
  for (const bodies of variants) writer.text += encodeBodies(bodies, numbering);
  let previous = 0;
  for (const { releases, at } of runs) {
    writer.add(releases, at ? at.variant + 1 : 0);
    if (!at) continue;
    writer.addSigned(at.line - previous);
    previous = at.line;
  }
  return writer.text;
}

/** One variant. */
export function encodeBodies(bodies: readonly ReadBody[], numbering: Numbering): string {
  const writer = new NumberWriter();
  writer.add(bodies.length);
  for (const { depth, start, end, given } of bodies) {
    writer.add(depth, start, end - start);
    writer.text += encodeEffects(given, numbering);
  }
  const states = new Map<string, number>();
  for (const { points } of bodies) {
    for (const { effects } of points) {
      const state = encodeEffects(effects, numbering);
      if (effects.length > 0 && !states.has(state)) states.set(state, states.size + 1);
    }
  }
  writer.add(states.size);
  writer.text += [...states.keys()].join("");
  for (const { points } of bodies) {
    writer.add(points.length);
    let previous = 0;
    for (const { line, callee, effects, asked, deferred } of points) {
      writer.add((line - previous) * 4 + (asked ? 1 : 0) + (deferred ? 2 : 0), numbering.callee(callee));
      if (states.size > 0) writer.add(states.get(encodeEffects(effects, numbering)) ?? 0);
      if (asked) writer.add(numbering.class(asked.class) * 3 + kindNumber(asked.kind));
      previous = line;
    }
  }
  return writer.text;
}

function encodeEffects(effects: readonly LockEffect[], numbering: Numbering): string {
  const writer = new NumberWriter();
  writer.add(effects.length);
  for (const { sign, certain, mode, shared, class: name, line } of effects) {
    writer.add((sign < 0 ? 1 : 0) + (certain ? 0 : 2) + (mode === "rlock" ? 4 : 0) + (shared ? 8 : 0));
    writer.add(numbering.class(name));
    writer.addSigned(line);
  }
  return writer.text;
}

function kindNumber(kind: Asked["kind"]): number {
  return kind === undefined ? 0 : kind === "mutex" ? 1 : 2;
}
