import type { Dump, Stack } from "../model/dump.ts";

/** Goroutines of one dump that stand at the same place in the same state. */
export interface Group {
  readonly state: string;
  readonly stack: Stack;
  /** Positions in `dump.goroutines`, ascending. */
  readonly indexes: readonly number[];
}

const known = new WeakMap<Dump, readonly Group[]>();

/**
 * The goroutines of a dump by state and stack, in the order of the first of each; arguments are not compared. Made once: what a stage asks of a
 * group it need not ask of ten thousand goroutines.
 */
export function groupsOf(dump: Dump): readonly Group[] {
  let groups = known.get(dump);
  if (!groups) {
    groups = makeGroups(dump);
    known.set(dump, groups);
  }
  return groups;
}

function makeGroups({ goroutines }: Dump): Group[] {
  const groups: { state: string; stack: Stack; indexes: number[] }[] = [];
  const byStack = new Map<Stack, Map<string, number[]>>();
  for (let index = 0; index < goroutines.length; index++) {
    const stack = goroutines.stackAt(index);
    let byState = byStack.get(stack);
    if (!byState) {
      byState = new Map();
      byStack.set(stack, byState);
    }
    const state = goroutines.stateAt(index);
    const indexes = byState.get(state);
    if (indexes) indexes.push(index);
    else {
      const first = [index];
      byState.set(state, first);
      groups.push({ state, stack, indexes: first });
    }
  }
  return groups;
}

/** Positions of all goroutines of some groups, ascending. */
export function positionsOf(groups: readonly Pick<Group, "indexes">[]): readonly number[] {
  const [first, ...others] = groups;
  if (!first) return [];
  return others.length === 0 ? first.indexes : groups.flatMap(({ indexes }) => indexes).sort((a, b) => a - b);
}

/** The different stacks of a dump, in the order of their first goroutines. */
export function stacksOf(dump: Dump): Set<Stack> {
  return new Set(groupsOf(dump).map(({ stack }) => stack));
}
