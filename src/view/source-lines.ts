import type { DumpSummary } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import { citation } from "./explain.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";

/** The lines of the input; a goroutine inside an escaped record has the lines of the record. */
export function sourceLines(goroutine: Goroutine, summary: DumpSummary | undefined): Paragraph[] {
  const { line, recordLine } = goroutine.stack.frames.length > 0 ? goroutine.lineOf(0) : { line: goroutine.lines[0] };
  // The header stands in the line before the first frame's.
  const start = recordLine === undefined ? goroutine.lines[0] : recordLine - 1;
  const title =
    recordLine === undefined
      ? `${summary?.file ?? ""}, lines ${goroutine.lines[0]}–${goroutine.lines[1]}:`
      : `${citation(summary, { func: "", dumpLine: line, recordLine: start })}, unescaped:`;
  const lines = goroutine.text().replace(/\s+$/, "").split(/\r?\n/);
  const digits = String(start + lines.length - 1).length;
  return [
    paragraph(spans({ text: title, style: "faint" })),
    ...lines.map(
      (text, at): Paragraph => ({
        first: "",
        rest: "",
        content: spans({ text: `${String(start + at).padStart(digits + 2)}  `, style: "faint" }, text),
        verbatim: true,
      }),
    ),
  ];
}
