import type { Deadlock, Diagnosis, Evidence, Finding } from "../model/diagnosis.ts";
import { deadlockHeadline } from "./headline.ts";
import type { Paragraph, Style } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import type { Lookup } from "./lookup.ts";
import { goroutinesByDump } from "./words.ts";

const severityStyle: Readonly<Record<Finding["severity"], Style>> = { critical: "bad", warning: "warn", info: "name" };

/** So many findings that say the same of different things are told; how many more there are is counted. */
const told = 3;

/**
 * What to tell a person, with what to do next: findings of one title under one heading, each with its own sentence and the steps of all
 * together. The sentence is left out where a chain or a deadlock above has said it.
 */
export function findingSection(
  findings: readonly [Finding, ...Finding[]],
  diagnosis: Diagnosis,
  found: Lookup,
  explain: boolean,
): Paragraph[] {
  const isTold = ({ text, goroutines }: Pick<Finding, "text" | "goroutines">): boolean =>
    goroutines.some((one) => found.chainsTo(one).some(({ end }) => text.endsWith(`${end.text}.`))) ||
    diagnosis.deadlocks.some((deadlock) => deadlock.text === text);
  const [{ severity, id, title }] = findings;
  const name = { text: `[${id}]`, style: "faint" } as const;
  const limit = explain ? findings.length : told;
  const news = explain ? findings : findings.filter((finding) => !isTold(finding));
  const more = Math.max(0, news.length - limit);
  return [
    paragraph(spans({ text: severity, style: severityStyle[severity] }, `: ${title} `, name), "  ", "    "),
    ...news
      .slice(0, limit)
      .flatMap(({ text, evidence = [], ...finding }) => [
        ...(isTold({ text, ...finding }) ? [] : [paragraph(spans(text), "    ")]),
        ...(explain ? evidence.filter((each) => !text.includes(each.text)).map(reason) : []),
      ]),
    ...(more > 0 ? [paragraph(spans(`And ${more} more of this kind: --explain shows all.`), "    ")] : []),
    ...steps(findings.slice(0, limit).flatMap(({ next }) => next)),
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

/**
 * "command   # what it tells": the command stands on a line of its own, unbroken, to be copied; commands that tell the same stand together.
 */
function steps(next: readonly string[]): Paragraph[] {
  const commands = new Map<string, Set<string>>();
  for (const text of next) {
    const [, command = "", comment = text] = /^(.+?) {2,}# (.+)$/.exec(text) ?? [];
    const known = commands.get(comment) ?? new Set();
    commands.set(comment, command === "" ? known : known.add(command));
  }
  return [...commands].flatMap(([comment, lines]) => {
    if (lines.size === 0) return [paragraph(spans(comment), "    - ", "      ")];
    return [
      paragraph(spans(comment.replace(/[.:]?$/, comment.endsWith("?") ? "" : ":")), "    - ", "      "),
      ...[...lines].map((command) => {
        const content = spans({ text: command, style: "name" });
        return { first: "        ", rest: "", content, verbatim: true } as const;
      }),
    ];
  });
}
