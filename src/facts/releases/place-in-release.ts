import type { FuncName, StackFrame } from "../../model/dump.ts";
import type { LockEffect } from "../frame-reading.ts";
import { literalDepth } from "../source/find-function.ts";
import { placeAt } from "./file-places.ts";
import type { KnownFunction } from "./known-files.ts";
import { BLOCKS, type ReadBody, type ReadPoint } from "./read-function.ts";

/**
 * How a frame and a release agree: as between a frame and source, see source/check-frame.ts. "unknown": the release has no such function, or
 * nothing of it is kept.
 */
export type Agreement = "yes" | "perhaps" | "no" | "unknown";

/** Where a frame stands in a release. */
export interface ReleasePlace {
  readonly agreement: Agreement;
  readonly body?: ReadBody;
  /** The places on the frame's line that can have led to the next frame. */
  readonly points: readonly ReadPoint[];
  /** First line of the function. */
  readonly base: number;
}

/** Looks a frame up in one release; `known` are the functions that it can run, which at least one release has. */
export function placeInRelease(
  known: readonly KnownFunction[],
  release: number,
  frame: StackFrame,
  inner: StackFrame | undefined,
): ReleasePlace {
  const line = frame.location?.line ?? 0;
  for (const { runs, variants } of known) {
    const here = placeAt(runs, release);
    const bodies = here && variants[here.variant];
    if (!here || !bodies) continue;
    const body = bodyAt(bodies, line - here.line, literalDepth(frame.func));
    if (body) return { ...compare(body, line - here.line, inner?.func), body, base: here.line };
  }
  const exists = known.some(({ runs }) => placeAt(runs, release) !== undefined);
  return { agreement: exists ? "no" : "unknown", points: [], base: 0 };
}

function compare(
  { points }: ReadBody,
  line: number,
  inner: FuncName | undefined,
): { agreement: Agreement; points: readonly ReadPoint[] } {
  const here = points.filter((point) => point.line === line);
  if (!inner || isRuntime(inner)) {
    const blocking = here.filter(({ callee }) => callee === BLOCKS);
    return blocking.length > 0 ? { agreement: "yes", points: blocking } : { agreement: "perhaps", points: here };
  }
  const named = here.filter(({ callee }) => callee === (inner.closure === "" ? inner.name : ""));
  if (named.length > 0) return { agreement: inner.closure === "" ? "yes" : "perhaps", points: named };
  const direct = here.filter(({ deferred }) => !deferred);
  return { agreement: here.length > 0 ? "perhaps" : "no", points: direct.length > 0 ? direct : here };
}

/** The body that a frame runs: the function's own, or the literal around the line at the depth that the frame's name tells. */
function bodyAt(bodies: readonly ReadBody[], line: number, depth: number): ReadBody | undefined {
  const around = bodies.filter(({ start, end, depth: at }) => start <= line && line <= end && at <= depth);
  const deepest = Math.max(...around.map((body) => body.depth));
  const [only, other] = around.filter((body) => body.depth === deepest);
  // Two literals on one line cannot be told apart, and a closure is not the function around it.
  return other || (depth > 0 && deepest === 0) ? undefined : only;
}

/** What is held at all of these places; what only some of them hold is held perhaps. */
export function commonEffects(points: readonly ReadPoint[]): readonly LockEffect[] {
  const [first, ...others] = points;
  if (!first) return [];
  return others.reduce((effects, point) => {
    const both = effects.map((effect) => ({
      ...effect,
      certain: effect.certain && point.effects.some((other) => other.certain && alike(effect, other)),
    }));
    const added = point.effects.filter((other) => !effects.some((effect) => alike(effect, other)));
    return [...both, ...added.map((other) => ({ ...other, certain: false }))];
  }, first.effects);
}

function alike(a: LockEffect, b: LockEffect): boolean {
  return a.class === b.class && a.mode === b.mode && a.sign === b.sign;
}

function isRuntime({ package: path, symbol }: FuncName): boolean {
  return path === "runtime" && symbol !== "runtime.gopanic";
}
