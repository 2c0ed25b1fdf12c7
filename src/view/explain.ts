import type { DumpSummary, Evidence, FrameRef } from "../model/diagnosis.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";

/** "dockerd.log:492"; inside an escaped record the line of the record too: "containerd.log:1 (line 235 of the record)". */
export function citation(dump: DumpSummary | undefined, { dumpLine, recordLine }: FrameRef): string {
  const record = recordLine === undefined ? "" : ` (line ${recordLine} of the record)`;
  return `${dump?.file ?? "?"}:${dumpLine}${record}`;
}

/** A frame in full: symbol, source position, and where it stands in the input. */
export function explainFrame(frame: FrameRef, dump: DumpSummary | undefined, indent: string): Paragraph[] {
  const source = frame.file === undefined ? "" : `${frame.file}${frame.line === undefined ? "" : `:${frame.line}`}`;
  return [
    paragraph(spans({ text: frame.func, style: "faint" }), indent, `${indent}    `),
    paragraph(
      spans({ text: [citation(dump, frame), source].filter(Boolean).join("  "), style: "faint" }),
      `${indent}  `,
      `${indent}    `,
    ),
  ];
}

/** One reason a paragraph, with its weight in log-odds and the rule's name. */
export function explainEvidence(evidence: readonly Evidence[], indent: string): Paragraph[] {
  return evidence.map(({ rule, weight, text, source }) => {
    const sign = `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`;
    return paragraph(
      spans({ text: `${sign} ${rule}: `, style: "faint" }, text, {
        text: source === undefined ? "" : ` (${source})`,
        style: "faint",
      }),
      indent,
      `${indent}     `,
    );
  });
}

/** The reason that weighs most for a statement; undefined when none speaks for it. */
export function strongest(evidence: readonly Evidence[]): Evidence | undefined {
  const forIt = evidence.filter(({ weight }) => weight > 0);
  return forIt.reduce<Evidence | undefined>((best, one) => (best && best.weight >= one.weight ? best : one), undefined);
}
