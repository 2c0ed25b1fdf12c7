import type { LockEffect } from "../frame-reading.ts";
import type { Asked, ReadBody, ReadPoint } from "./read-function.ts";
import { NumberReader } from "./varint.ts";

/** Names for numbers. */
export interface Names {
  readonly callees: readonly string[];
  readonly classes: readonly string[];
}

/** A function in all releases. */
export interface DecodedFunction {
  readonly variants: readonly (readonly ReadBody[])[];
  /** By release: which variant, starting on which line; undefined where it does not exist. */
  readonly at: readonly ({ readonly variant: number; readonly line: number } | undefined)[];
}

/** More of anything is no fact but damage. */
const MOST = 100_000;

const KINDS: readonly Asked["kind"][] = [undefined, "mutex", "rwmutex"];

/** Reads the numbers of a function; of a damaged text as much as there is. */
export function decodeFunction(text: string, releases: number, names: Names): DecodedFunction {
  const reader = new NumberReader(text);
  const variants = times(reader, () => decodeBodies(reader, names));
  const at: ({ variant: number; line: number } | undefined)[] = [];
  let line = 0;
  while (at.length < releases && !reader.done) {
    const count = Math.min(reader.next(), releases - at.length);
    const variant = reader.next() - 1;
    if (variant >= 0) line += reader.nextSigned();
    for (let index = 0; index < count; index++) at.push(variants[variant] && { variant, line });
  }
  return { variants, at };
}

function decodeBodies(reader: NumberReader, { callees, classes }: Names): ReadBody[] {
  const className = (number: number) => (number === 0 ? undefined : classes[number - 1]);
  const effects = () =>
    times(reader, (): LockEffect => {
      const bits = reader.next();
      return {
        sign: bits & 1 ? -1 : 1,
        certain: !(bits & 2),
        mode: bits & 4 ? "rlock" : "lock",
        shared: (bits & 8) > 0,
        class: className(reader.next()),
        line: reader.nextSigned(),
      };
    });
  const frames = times(reader, () => {
    const depth = reader.next();
    const start = reader.next();
    return { depth, start, end: start + reader.next(), given: effects() };
  });
  const states = times(reader, effects);
  return frames.map((frame) => {
    let line = 0;
    const points = times(reader, (): ReadPoint => {
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

function times<T>(reader: NumberReader, read: () => T): T[] {
  const count = Math.min(reader.next(), MOST);
  const list: T[] = [];
  for (let index = 0; index < count && !reader.done; index++) list.push(read());
  return list;
}
