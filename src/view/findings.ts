import type { Diagnosis, Finding } from "../model/diagnosis.ts";
import type { Paragraph, Style } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import { goroutinesByDump, likelihood } from "./words.ts";

const severityStyle: Readonly<Record<Finding["severity"], Style>> = { critical: "bad", warning: "warn", info: "name" };

/** What to tell a person, with what to do next. */
export function findingSection({ severity, id, title, text, next }: Finding): Paragraph[] {
  return [
    paragraph(
      spans(
        { text: severity, style: severityStyle[severity] },
        ": ",
        { text: title, style: "strong" },
        { text: ` [${id}]`, style: "faint" },
      ),
      "  ",
      "    ",
    ),
    paragraph(spans(text), "    "),
    ...(next.length > 0 ? [paragraph(spans("What to do next:"), "    ")] : []),
    ...next.map((step) => paragraph(spans(step), "    - ", "      ")),
  ];
}

/** Goroutines that can never go on. */
export function deadlockSection({ text, goroutines, confidence }: Diagnosis["deadlocks"][number]): Paragraph[] {
  return [
    paragraph(
      spans(
        { text: "deadlock", style: "bad" },
        ": ",
        { text, style: "strong" },
        { text: ` (${likelihood(confidence)})`, style: "faint" },
      ),
      "  ",
      "    ",
    ),
    paragraph(spans({ text: goroutinesByDump(goroutines), style: "faint" }), "    "),
  ];
}
