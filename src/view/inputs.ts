import type { Diagnosis, DumpSummary } from "../model/diagnosis.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import { versionText } from "./version-text.ts";
import { count } from "./words.ts";

/** What was read: one line a dump, with what weakens it. Dumps of one program beyond this number are summed up. */
const shownDumps = 12;
const shownWarnings = 3;

export function inputs({ dumps }: Diagnosis, explain: boolean): Paragraph[] {
  const rest = dumps.slice(shownDumps);
  const more = rest.reduce((sum, dump) => sum + dump.goroutines, 0);
  return [
    ...dumps.slice(0, shownDumps).flatMap((dump) => summary(dump, explain)),
    ...(rest.length > 0
      ? [paragraph(spans(`and ${count(rest.length, "more dump")} (${count(more, "goroutine")})`), "  ")]
      : []),
  ];
}

/** What makes an answer weaker than it looks, over all dumps: cut-off dumps by name. */
export function cutOff({ dumps }: Diagnosis): DumpSummary[] {
  return dumps.filter(({ truncated }) => truncated);
}

function summary(dump: DumpSummary, explain: boolean): Paragraph[] {
  const { file, lines, process, pid, takenAt, version, go, truncated, warnings, alsoIn, later } = dump;
  const details = [
    versionText(version),
    pid !== undefined && !dump.dump.includes(`#${pid}`) && `pid ${pid}`,
    process === "other" && "program not recognised",
    explain && go && `by its format Go ${go}`,
    takenAt && `taken ${takenAt.replace(/\.\d+/, "")}`,
    later && `an earlier dump of ${later}: only compared with it`,
    alsoIn?.length && `found again in ${[...new Set(alsoIn.map((place) => place.file))].join(", ")}`,
  ].filter(Boolean);
  const range = lines[0] === lines[1] ? `line ${lines[0]}` : `lines ${lines[0]}–${lines[1]}`;
  const out = [
    paragraph(
      spans({ text: dump.dump, style: "name" }, `: ${count(dump.goroutines, "goroutine")} in ${file}, ${range}`, {
        text: details.length > 0 ? ` (${details.join("; ")})` : "",
        style: "faint",
      }),
      "  ",
      "    ",
    ),
  ];
  if (truncated && warnings.length === 0)
    out.push(warning(`The text of ${dump.dump} is cut off: ${file} has no more than line ${lines[1]} of it.`));
  for (const { line, text } of warnings.slice(0, shownWarnings)) out.push(warning(`${file}:${line}: ${text}`));
  if (warnings.length > shownWarnings)
    out.push(warning(`and ${count(warnings.length - shownWarnings, "more warning")}`));
  return out;
}

function warning(text: string): Paragraph {
  return paragraph(spans({ text, style: "warn" }), "    ");
}
