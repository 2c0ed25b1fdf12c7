import type { Diagnosis } from "../model/diagnosis.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";

const zone = /(?:Z|[+-]\d\d:\d\d)$/;

/** What happened when, one line an entry; times without a zone are marked, because another file's may be of another zone. */
export function timelineSection({ timeline = [] }: Diagnosis): Paragraph[] {
  const unmarked = timeline.some(({ at }) => !zone.test(at));
  const entries = timeline.map(({ at, kind, text, file, line }) => {
    const time = at.replace(/\.\d+/, "").replace("T", " ").replace(/Z$/, " UTC");
    const when = `${time}${zone.test(at) ? "" : " *"}`;
    const place = { text: ` (${file}:${line})`, style: "faint" } as const;
    return paragraph(
      spans({ text: when, style: "name" }, kind === "since" ? `: ${text}, since about then` : `: ${text}`, place),
      "  ",
      "    ",
    );
  });
  if (!unmarked) return entries;
  const note = { text: "* the file does not state the time zone", style: "faint" } as const;
  return [...entries, paragraph(spans(note), "  ", "    ")];
}
