import type { DumpSummary } from "../model/diagnosis.ts";

/** "dockerd 20.10.24" as the dump's paths state it, "dockerd 20.10.24 (91 %)" as its lines show it. */
export function versionText(version: DumpSummary["version"]): string | undefined {
  return version?.inferred ? `${version.text} (${Math.floor(version.confidence * 100)} %)` : version?.text;
}
