import type { Sign } from "../../model/process.ts";
import { kernelWaitEvidence } from "../kernel-waits.ts";
import type { ProcSnapshot } from "../proc-snapshot.ts";

/** Kernel stacks of which nothing says whose they are: what they show is true of some process. */
export function namelessStackSigns(
  snapshots: readonly { readonly snapshot: ProcSnapshot; readonly file: string }[],
): Sign[] {
  return snapshots.flatMap(({ snapshot, file }) =>
    snapshot.nameless.flatMap(({ functions, line }): Sign[] => {
      const { rule, weight, waitsFor } = kernelWaitEvidence(0, functions, `${file}:${line}`);
      if (weight < 1 || waitsFor === undefined) return [];
      const values = { rule, waitsFor, function: functions[0] ?? "" };
      return [
        { rule: "kernel-stack", text: functions.slice(0, 3).join(", "), values, count: 1, file, line, last: { line } },
      ];
    }),
  );
}
