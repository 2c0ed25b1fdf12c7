import type { Dump, Stack } from "../model/dump.ts";

/** Goroutines of one dump that stand at the same place in the same state. */
export interface Group {
  readonly state: string;
  readonly stack: Stack;
  /** Positions in `dump.goroutines`, ascending. */
  readonly indexes: readonly number[];
}

/** Groups the goroutines of a dump by state and stack, largest first, then in file order. Arguments are not compared. */
export function groups(dump: Dump): Group[] {
  const found = new Map<Stack, Map<string, number[]>>();
  for (let index = 0; index < dump.goroutines.length; index++) {
    const stack = dump.goroutines.stackAt(index);
    const states = found.get(stack) ?? new Map<string, number[]>();
    found.set(stack, states);
    const state = dump.goroutines.stateAt(index);
    const indexes = states.get(state) ?? [];
    states.set(state, indexes);
    indexes.push(index);
  }
  return [...found]
    .flatMap(([stack, states]) => [...states].map(([state, indexes]) => ({ state, stack, indexes })))
    .sort((a, b) => b.indexes.length - a.indexes.length || (a.indexes[0] ?? 0) - (b.indexes[0] ?? 0));
}
