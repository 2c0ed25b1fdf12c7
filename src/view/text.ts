import type { BlockingChain, Deadlock, Diagnosis, Finding } from "../model/diagnosis.ts";
import { alike } from "./alike.ts";
import { belowTree, tellingBelow } from "./below.ts";
import { chainTree } from "./chain.ts";
import { deadlockSection, findingSection } from "./findings.ts";
import { givenUp } from "./given-up.ts";
import { deadlockHeadline, headline } from "./headline.ts";
import { cutOff, inputs } from "./inputs.ts";
import { print } from "./layout/print.ts";
import type { Paragraph } from "./layout/span.ts";
import { blank, paragraph, spans } from "./layout/span.ts";
import { lockLine, lockSection, waiterFrames } from "./locks.ts";
import type { Lookup } from "./lookup.ts";
import { lookup, same } from "./lookup.ts";
import { missing } from "./missing.ts";
import { timelineSection } from "./timeline.ts";
import { count, goroutinesByDump } from "./words.ts";

/** Options of `renderText`. */
export interface TextOptions {
  /** ANSI colours in the result. @defaultValue false */
  readonly color?: boolean;
  /** Columns of a line. @defaultValue 80 */
  readonly width?: number;
  /** Every frame with its place in source and input, every reason with its weight, every chain and lock. @defaultValue false */
  readonly explain?: boolean;
}

/** Chains and locks shown in full before the rest is only counted: the page is to be read at a glance. */
const shown = 5;

/**
 * A diagnosis as a page for a person: the answer first, then how everything leads to it, what to do next, what is missing, and what was
 * read. Ages are about those printed in the dump. Control characters of an input are never printed raw.
 *
 * @returns the page, every line ending in a newline.
 */
export function renderText(
  diagnosis: Diagnosis,
  { color = false, width = 80, explain = false }: TextOptions = {},
): string {
  const found = lookup(diagnosis);
  const { chains, deadlocks, findings } = diagnosis;
  const untold = deadlocks.filter((deadlock) => !chains.some((chain) => deadlockOf(chain, [deadlock])));
  const sections = [
    ...nothing(diagnosis),
    ...first(
      explain ? chains.map((chain) => [chain] as const) : alike(chains),
      explain,
      (group) => [...chainSection(group[0], deadlocks, found, explain), ...sameIn(group)],
      "smaller chain",
    ),
    ...first(untold, explain, (deadlock) => deadlockSection(deadlock, found), "more deadlock"),
    otherLocks(diagnosis, found, explain),
    titled(
      "What to do next",
      alikeFindings(findings).flatMap((group) => findingSection(group, diagnosis, found, explain)),
    ),
    titled("Calls for nobody", givenUp(diagnosis)),
    titled("Time line", timelineSection(diagnosis)),
    titled("Missing", missing(diagnosis)),
    titled("Read", inputs(diagnosis, explain)),
    calibration(diagnosis),
  ].filter((section) => section.length > 0);
  return print(
    sections.flatMap((section, at) => (at === 0 ? section : [blank, ...section])),
    { color, width },
  );
}

/** One clear paragraph when there is nothing to report. */
function nothing(diagnosis: Diagnosis): Paragraph[][] {
  const { dumps, locks, chains, deadlocks, findings } = diagnosis;
  const waited = chains.filter(({ victims, victimsIndirect }) => victims + victimsIndirect > 0);
  const alone = findings.some(({ id }) => id === "waits-alone");
  const serious = findings.filter(({ severity, id }) => severity !== "info" && id !== "waits-alone");
  if (locks.length + waited.length + deadlocks.length + serious.length > 0) return [];
  const goroutines = dumps.reduce((sum, dump) => sum + dump.goroutines, 0);
  const of = ` Of ${count(goroutines, "goroutine")} in ${count(dumps.length, "dump")} none waits for a lock, and none that does something is stuck behind another.`;
  const damaged = cutOff(diagnosis).map(({ dump }) => dump);
  const but =
    damaged.length > 0 ? ` But the dump of ${damaged.join(", ")} is cut off: what is missing cannot be judged.` : "";
  // A request that waits alone may have waited for a moment or for a day: the dump does not tell.
  const title = alone
    ? "Nobody waits behind somebody else, but some wait for what nobody seems to do."
    : chains.length === 0
      ? "Nothing is blocked, as far as the dumps show."
      : "Nobody waits behind somebody else, but some work is not done yet.";
  return [[paragraph(spans({ text: title, style: alone ? "warn" : "good" }, of, { text: but, style: "warn" }))]];
}

function chainSection(
  chain: BlockingChain,
  deadlocks: readonly Deadlock[],
  found: Lookup,
  explain: boolean,
): Paragraph[] {
  const onTheWay = new Set(chain.steps.flatMap((step) => found.lockWanted(step) ?? []));
  const aside = found.locksOfChain(chain).filter((lock) => !onTheWay.has(lock));
  const below = tellingBelow(chain);
  const deadlock = deadlockOf(chain, deadlocks);
  return [
    deadlock ? deadlockHeadline(deadlock, chain, found) : headline(chain, found),
    blank,
    ...chainTree(chain, found, explain, below.length > 0),
    ...belowTree(below, chain.steps.length, explain),
    ...(aside.length > 0 ? [blank, paragraph(spans("Others that lead to the same:"), "  ")] : []),
    ...first(aside, explain, (lock) => [lockLine(lock)], "more lock").flat(),
    ...(explain ? [...onTheWay].flatMap((lock) => [blank, ...waiterFrames(lock, found)]) : []),
  ];
}

/** That many more chains look like the one shown. */
function sameIn([, ...others]: readonly BlockingChain[]): Paragraph[] {
  if (others.length === 0) return [];
  const roots = others.flatMap(({ steps }) => steps.at(-1) ?? []);
  const text = `${count(others.length, "more chain")} like this, to ${goroutinesByDump(roots)}: --explain shows all.`;
  return [paragraph(spans({ text, style: "faint" }), "  ")];
}

/** Findings that say the same of different things together, in the order of the first of each. */
function alikeFindings(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.id} ${finding.title}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

/** The deadlock in which a chain ends. */
function deadlockOf({ end, steps }: BlockingChain, deadlocks: readonly Deadlock[]): Deadlock | undefined {
  const last = steps.at(-1);
  if (end.kind !== "deadlock" || !last) return undefined;
  return deadlocks.find(({ goroutines }) => goroutines.some((member) => same(member, last)));
}

/** Contended locks whose waiters are in no chain: nobody knows whom they wait for. */
function otherLocks({ locks, chains }: Diagnosis, found: Lookup, explain: boolean): Paragraph[] {
  const inChains = new Set(
    chains.flatMap((chain) => [...found.locksOfChain(chain), ...chain.steps.map(found.lockWanted)]),
  );
  const rest = locks.filter((lock) => !inChains.has(lock));
  return titled(
    "Contended locks",
    first(rest, explain, (lock) => lockSection(lock, found, explain), "more lock").flat(),
  );
}

/** The first few in full, then how many more there are. */
function first<T>(items: readonly T[], all: boolean, section: (item: T) => Paragraph[], noun: string): Paragraph[][] {
  const limit = all ? items.length : shown;
  const more = items.length - limit;
  const rest = more > 0 ? [[paragraph(spans(`And ${count(more, noun)}: --explain shows all.`))]] : [];
  return [...items.slice(0, limit).map(section), ...rest];
}

function titled(title: string, body: Paragraph[]): Paragraph[] {
  return body.length > 0 ? [paragraph(spans({ text: title, style: "strong" })), ...body] : [];
}

/** Said once, on pages that use the words. */
function calibration({ locks, calls, chains }: Diagnosis): Paragraph[] {
  if (locks.length + chains.length === 0 && calls.length === 0) return [];
  const text =
    "“nearly certain”, “likely” and “possible” stand for at least 95 %, at least 70 % and less; these figures are fitted in part, to generated programs. A dump does not say who owns a lock: owners are inferred from evidence (--explain shows it).";
  return [paragraph(spans({ text, style: "faint" }))];
}
