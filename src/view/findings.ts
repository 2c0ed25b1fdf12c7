import type { Deadlock, Diagnosis, Evidence, Finding } from "../model/diagnosis.ts";
import { deadlockHeadline } from "./headline.ts";
import type { Paragraph, Style } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import type { Lookup } from "./lookup.ts";
import { same } from "./lookup.ts";
import { goroutinesByDump } from "./words.ts";

const severityStyle: Readonly<Record<Finding["severity"], Style>> = { critical: "bad", warning: "warn", info: "name" };

/** What to tell a person, with what to do next. The sentence is left out where a chain or a deadlock above has said it. */
export function findingSection(finding: Finding, diagnosis: Diagnosis, explain: boolean): Paragraph[] {
  const { severity, id, title, text, next, evidence = [] } = finding;
  const name = { text: `[${id}]`, style: "faint" } as const;
  return [
    paragraph(spans({ text: severity, style: severityStyle[severity] }, `: ${title} `, name), "  ", "    "),
    ...(isTold(finding, diagnosis) ? [] : [paragraph(spans(text), "    ")]),
    ...(explain ? evidence.filter((each) => !text.includes(each.text)).map(reason) : []),
    ...next.flatMap(step),
  ];
}

function reason({ rule, weight, text }: Evidence): Paragraph {
  const how = { text: ` [${rule} ${weight > 0 ? "+" : ""}${weight}]`, style: "faint" } as const;
  return paragraph(spans(text, how), "    ", "      ");
}

/** A deadlock that no chain leads to. */
export function deadlockSection(deadlock: Deadlock, found: Lookup): Paragraph[] {
  const who = { text: goroutinesByDump(deadlock.goroutines), style: "faint" } as const;
  return [deadlockHeadline(deadlock, undefined, found), paragraph(spans(who), "  ")];
}

function isTold({ text, goroutines }: Finding, { chains, deadlocks }: Diagnosis): boolean {
  const ofChain = chains.some(({ steps, end }) => {
    const last = steps.at(-1);
    return text.endsWith(`${end.text}.`) && goroutines.some((goroutine) => last && same(goroutine, last));
  });
  return ofChain || deadlocks.some((deadlock) => deadlock.text === text);
}

/** "command   # what it tells": the command stands on a line of its own, unbroken, to be copied. */
function step(text: string): Paragraph[] {
  const [, command, comment] = /^(.+?) {2,}# (.+)$/.exec(text) ?? [];
  if (command === undefined || comment === undefined) return [paragraph(spans(text), "    - ", "      ")];
  return [
    paragraph(spans(comment.replace(/[.:]?$/, comment.endsWith("?") ? "" : ":")), "    - ", "      "),
    { first: "        ", rest: "", content: spans({ text: command, style: "name" }), verbatim: true },
  ];
}
