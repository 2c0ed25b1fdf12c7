import type { LockEffect } from "../frame-reading.ts";
import type { Asked, ReadBody, ReadPoint } from "./read-function.ts";
import { NumberReader } from "./varint.ts";

/** Names for numbers. */
export interface Names {
  readonly callees: readonly string[];
  readonly classes: readonly string[];
}

const KINDS: readonly Asked["kind"][] = [undefined, "mutex", "rwmutex"];

/**
 * Reads a function's bodies; of damaged numbers as much as there is.
 *
 * @param end last line of the first body, counted from the function's first.
 */
export function decodeBodies(numbers: readonly number[], end: number, { callees, classes }: Names): ReadBody[] {
  const reader = new NumberReader(numbers);
  const className = (number: number) => (number === 0 ? undefined : classes[number - 1]);
  let last = 0;
  const effects = () =>
    reader.list((): LockEffect => {
      const bits = reader.next();
      const name = className(reader.next());
      last += reader.nextSigned();
      return {
        sign: bits & 1 ? -1 : 1,
        certain: !(bits & 2),
        mode: bits & 4 ? "rlock" : "lock",
        shared: (bits & 8) > 0,
        class: name,
        line: last,
      };
    });
  let start = 0;
  let first = true;
  const frames = reader.list(() => {
    const depth = reader.next();
    start += reader.nextSigned();
    const frame = { depth, start, end: first ? end : start + reader.next() };
    first = false;
    last = 0;
    return { ...frame, given: effects() };
  });
  last = 0;
  const states = reader.list(effects);
  return frames.map((frame) => {
    let line = 0;
    const points = reader.list((): ReadPoint => {
      const step = reader.next();
      line += step >>> 2;
      const callee = callees[reader.next()] ?? "";
      const state = states.length > 0 ? reader.next() : 0;
      const asked = step & 1 ? reader.next() : undefined;
      return {
        line,
        callee,
        effects: states[state - 1] ?? [],
        ...(asked !== undefined && {
          asked: { class: className(Math.floor(asked / 3)), kind: KINDS[asked % 3] },
        }),
        ...(step & 2 && { deferred: true as const }),
      };
    });
    return { ...frame, points };
  });
}
