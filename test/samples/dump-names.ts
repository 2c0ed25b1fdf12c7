import type { Diagnosis, DumpSummary } from "../../src/model/diagnosis.ts";
import type { Truth } from "./truth.ts";

/** The dump of a diagnosis that a truth calls by this name: matched by process and pid, else by file. */
export function dumpOf(diagnosis: Diagnosis, truth: Truth, name: string): DumpSummary | undefined {
  const wanted = truth.dumps.find((dump) => dump.dump === name);
  return diagnosis.dumps.find(
    (dump) =>
      dump.process === wanted?.process &&
      (wanted.pid !== undefined && dump.pid !== undefined ? dump.pid === wanted.pid : dump.file.endsWith(wanted.file)),
  );
}

/** A goroutine of a diagnosis, named as the truth names it: "dockerd 139". */
export function namer(diagnosis: Diagnosis, truth: Truth): (ref: { dump: string; goroutine: number }) => string {
  const names = new Map(truth.dumps.map(({ dump }) => [dumpOf(diagnosis, truth, dump)?.dump, dump]));
  return ({ dump, goroutine }) => `${names.get(dump) ?? `(${dump})`} ${goroutine}`;
}
