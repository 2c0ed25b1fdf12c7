import { findEarlierDumps } from "./earlier-dumps.ts";
import { identifyProcess } from "./identify-process.ts";
import type { MergedDump } from "./merge-dumps.ts";
import type { NamedDump } from "./named-dump.ts";

/** Names every dump, and tells earlier dumps of a process from its latest one. */
export function nameDumps(dumps: readonly MergedDump[]): NamedDump[] {
  const sorted = [...dumps].sort((a, b) => compare(a.dump.file, b.dump.file) || a.dump.lines[0] - b.dump.lines[0]);
  const kinds = sorted.map((merged) => identifyProcess(merged.dump).process);
  const named = sorted.map((merged, index): NamedDump => {
    const process = kinds[index] ?? "other";
    const alike = sorted.filter((_, other) => kinds[other] === process);
    const { pid } = merged.envelope;
    const pids = new Set(alike.map(({ envelope }) => envelope.pid));
    const suffix = pids.size === alike.length && !pids.has(undefined) ? pid : alike.indexOf(merged) + 1;
    return {
      ...merged,
      process,
      ...(pid !== undefined && { pid }),
      name: alike.length === 1 ? process : `${process}#${suffix}`,
    };
  });
  const earlier = findEarlierDumps(named);
  return named.map((dump) => {
    const later = earlier.get(dump)?.name;
    return later === undefined ? dump : { ...dump, later };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
