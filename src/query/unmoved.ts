import type { GoroutineNode, StackGraph } from "../graph/types.ts";
import type { Goroutine } from "../model/dump.ts";

/** That a goroutine stood at the same place in an earlier dump of its process. */
export interface Unmoved {
  /** Name of the earliest dump that shows it there. */
  readonly dump: string;
  /** Seconds between the dumps, when both say when they were taken. */
  readonly seconds?: number;
}

/** Whether a goroutine has not moved since an earlier dump: the same number, state and stack, line by line. */
export function unmovedSince(graph: StackGraph, { dump, goroutine }: GoroutineNode): Unmoved | undefined {
  const { id } = goroutine;
  if (id === undefined) return undefined;
  const found = graph.getAttribute("dumps").flatMap((earlier): Unmoved[] => {
    if (earlier.later !== dump.name) return [];
    const then = earlier.dump.goroutines.byId(id);
    if (!then || !isSamePlace(then, goroutine)) return [];
    const seconds = secondsBetween(earlier.envelope.takenAt, dump.envelope.takenAt);
    return [{ dump: earlier.name, ...(seconds !== undefined && { seconds }) }];
  });
  return found.sort((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0))[0];
}

function isSamePlace(a: Goroutine, b: Goroutine): boolean {
  const [one, other] = [a.stack.frames, b.stack.frames];
  return (
    a.state === b.state &&
    one.length === other.length &&
    one.every(({ func, location }, index) => {
      const frame = other[index];
      return func.text === frame?.func.text && location?.line === frame.location?.line;
    })
  );
}

function secondsBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
