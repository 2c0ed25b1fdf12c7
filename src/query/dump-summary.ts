import type { DumpRelease } from "../facts/releases/release-facts.ts";
import type { SourceUse } from "../facts/source/source-facts.ts";
import type { DumpSummary } from "../model/diagnosis.ts";
import type { Dump } from "../model/dump.ts";
import { Goroutines } from "../parse/goroutine-list.ts";
import type { NamedDump } from "../processes/named-dump.ts";
import { dumpVersion } from "./dump-version.ts";

/** What the contract promises to tell of a dump as a whole. */
export function dumpSummary(
  { name, dump, envelope, alsoIn, process, pid, later }: NamedDump,
  source?: SourceUse,
  releases?: readonly DumpRelease[],
): DumpSummary {
  const version = dumpVersion(dump, process, releases);
  return {
    dump: name,
    file: dump.file,
    lines: [...dump.lines],
    ...(alsoIn.length > 0 && {
      alsoIn: alsoIn.map(({ file, lines }) => ({ file, lines: [...lines] as [number, number] })),
    }),
    format: dump.envelope.format,
    ...(envelope.container !== undefined && { container: envelope.container }),
    ...(version && { version }),
    process,
    ...(pid !== undefined && { pid }),
    ...(later !== undefined && { later }),
    ...(envelope.takenAt !== undefined && { takenAt: envelope.takenAt }),
    goroutines: countOf(dump),
    ...(dump.go !== undefined && { go: dump.go }),
    truncated: dump.truncated,
    warnings: [
      ...dump.diagnostics
        .filter(({ severity }) => severity !== "info")
        .map(({ line, message }) => ({ line, text: message })),
      ...sourceWarning(source).map((text) => ({ line: dump.lines[0], text })),
    ],
  };
}

/** A profile's entries stand for several goroutines each. */
function countOf({ goroutines }: Dump): number {
  if (goroutines instanceof Goroutines) return goroutines.length;
  return [...goroutines].reduce((sum, { count }) => sum + count, 0);
}

/** So many files are named; of a whole other version there are hundreds. */
const NAMED = 3;

function sourceWarning(source: SourceUse | undefined): string[] {
  if (!source) return [];
  const { used, mismatches } = source;
  if (mismatches.length === 0)
    return used.length > 0 ? [] : ["No file that this dump names is in the Go source that was given."];
  const files = mismatches.slice(0, NAMED).map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
  if (mismatches.length > NAMED) files.push("…");
  return [
    `The Go source has another version of ${mismatches.length} of the ${used.length + mismatches.length} files that it shares with this dump (${files.join(", ")}): they were not used.`,
  ];
}
