import type { DumpSummary } from "../model/diagnosis.ts";
import type { DumpListing, FileWithoutDump } from "../query/list-dumps.ts";
import { type PrintOptions, print } from "./layout/print.ts";
import { type Paragraph, paragraph, spans } from "./layout/span.ts";
import { versionText } from "./version-text.ts";
import { count } from "./words.ts";

/** What is looked for in every file. */
const LOOKED_FOR =
  "Looked for: what Go prints on SIGQUIT, in a crash or for pprof; dumps of dockerd, containerd and shims; all of them also in logs, pasted or packed.";

/** The list of dumps for people, and what the files without one are. */
export function renderDumps({ dumps, others }: DumpListing, options: PrintOptions): string {
  const missing = others.filter(({ evidence }) => !evidence);
  return print(
    [
      ...dumps.flatMap(dumpLines),
      ...others.flatMap(otherLines),
      ...(missing.length > 0 ? [paragraph(spans({ text: LOOKED_FOR, style: "faint" }))] : []),
    ],
    options,
  );
}

function dumpLines(dump: DumpSummary): Paragraph[] {
  const {
    file,
    lines,
    pid,
    container,
    takenAt,
    goroutines,
    format,
    go,
    version,
    truncated,
    alsoIn = [],
    warnings,
  } = dump;
  const details = [
    count(goroutines, "goroutine"),
    format === "plain" ? "as Go prints it" : format,
    pid !== undefined && `pid ${pid}`,
    container !== undefined && `container ${container}`,
    takenAt !== undefined && `taken ${takenAt}`,
    versionText(version),
    go !== undefined && `Go ${go}`,
    truncated && "cut off",
  ].filter((detail) => typeof detail === "string");
  return [
    paragraph(spans({ text: dump.dump, style: "name" }, ` in ${place(file, lines)}`), "", "  "),
    paragraph(spans(details.join("; ")), "  "),
    ...alsoIn.map((other) =>
      paragraph(spans({ text: `the same in ${place(other.file, other.lines)}`, style: "faint" }), "  "),
    ),
    ...warnings.map(({ line, text }) =>
      paragraph(spans({ text: `${file}:${line}: ${text}`, style: "warn" }), "  ", "    "),
    ),
  ];
}

function place(file: string, [first, last]: readonly [number, number]): string {
  return first === last ? `${file}, line ${first}` : `${file}, lines ${first}–${last}`;
}

function otherLines({ file, evidence, nearest, warnings }: FileWithoutDump): Paragraph[] {
  const what = evidence
    ? "no dump; used for what it tells of processes"
    : `no dump${nearest === undefined ? "" : `: ${nearest}`}`;
  return [
    paragraph(spans({ text: file, style: "name" }, `: ${what}.`), "", "  "),
    ...warnings.map((text) => paragraph(spans({ text, style: "warn" }), "  ")),
  ];
}
