import type { DumpRelease } from "../facts/releases/release-facts.ts";
import type { DumpSummary } from "../model/diagnosis.ts";
import type { Dump } from "../model/dump.ts";
import type { ProcessKind } from "../model/process.ts";
import { versionOf } from "../processes/version-of.ts";

/** The shipped catalogue that describes a program. */
const CATALOGUE: Readonly<Partial<Record<ProcessKind, string>>> = {
  dockerd: "docker",
  containerd: "containerd",
  "containerd-shim": "containerd",
  runc: "runc",
  kubelet: "kubernetes",
};

/** Name of the shipped catalogue that describes a program; undefined when none does. */
export function catalogueOf(process: ProcessKind): string | undefined {
  return CATALOGUE[process];
}

/** Version of the program that a dump is of: as its file paths state it, else as its lines show. */
export function dumpVersion(
  dump: Dump,
  process: ProcessKind,
  releases: readonly DumpRelease[] = [],
): DumpSummary["version"] {
  const stated = versionOf(dump);
  const shown = releases.find(({ program }) => program === catalogueOf(process));
  // Stated is the program's version, or only that of Go.
  if (shown?.confidence === undefined || (stated && !stated.text.startsWith("Go "))) return stated;
  return {
    text: [`${process} ${shown.release}`, ...(stated ? [stated.text] : [])].join(", "),
    confidence: Math.round(Math.min(shown.confidence, stated?.confidence ?? 1) * 100) / 100,
    inferred: true,
  };
}
