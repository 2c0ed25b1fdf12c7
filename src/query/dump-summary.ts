import type { DumpSummary } from "../model/diagnosis.ts";
import type { NamedDump } from "../processes/name-dumps.ts";
import { versionOf } from "../processes/version-of.ts";

/** What the contract promises to tell of a dump as a whole. */
export function dumpSummary({ name, dump, envelope, alsoIn, process, pid }: NamedDump): DumpSummary {
  const version = versionOf(dump);
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
    ...(envelope.takenAt !== undefined && { takenAt: envelope.takenAt }),
    goroutines: [...dump.goroutines].reduce((sum, { count }) => sum + count, 0),
    ...(dump.go !== undefined && { go: dump.go }),
    truncated: dump.truncated,
    warnings: dump.diagnostics
      .filter(({ severity }) => severity !== "info")
      .map(({ line, message }) => ({ line, text: message })),
  };
}
