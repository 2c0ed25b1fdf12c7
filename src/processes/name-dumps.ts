import type { ProcessKind } from "../model/process.ts";
import { identifyProcess } from "./identify-process.ts";
import type { MergedDump } from "./merge-dumps.ts";

/** A dump with its name within a diagnosis. */
export interface NamedDump extends MergedDump {
  /** "dockerd"; several dumps of one kind are "containerd-shim#4242" when all have a pid, else "containerd-shim#1" … in order of file and line. */
  readonly name: string;
  readonly process: ProcessKind;
  readonly pid?: number;
}

/** Names every dump; `pidOf` may know pids that the envelopes do not tell. */
export function nameDumps(dumps: readonly MergedDump[]): NamedDump[] {
  const sorted = [...dumps].sort((a, b) => compare(a.dump.file, b.dump.file) || a.dump.lines[0] - b.dump.lines[0]);
  const kinds = sorted.map((merged) => identifyProcess(merged.dump).process);
  return sorted.map((merged, index): NamedDump => {
    const process = kinds[index] ?? "other";
    const alike = sorted.filter((_, other) => kinds[other] === process);
    const { pid } = merged.envelope;
    const suffix = alike.every((other) => other.envelope.pid !== undefined) ? pid : alike.indexOf(merged) + 1;
    return {
      ...merged,
      process,
      ...(pid !== undefined && { pid }),
      name: alike.length === 1 ? process : `${process}#${suffix}`,
    };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
