import type { DumpRelease } from "../../facts/releases/release-facts.ts";
import type { StackGraph } from "../../graph/types.ts";
import type { Evidence, Finding } from "../../model/diagnosis.ts";
import type { Goroutine, Stack } from "../../model/dump.ts";
import { groupsOf, positionsOf, stacksOf } from "../../parse/groups-of.ts";
import type { NamedDump } from "../../processes/named-dump.ts";
import { versionOf } from "../../processes/version-of.ts";
import { waitOf } from "../../waits/wait-of.ts";
import { catalogueOf } from "../dump-version.ts";
import { affectedBy } from "./bugs/affected.ts";
import type { BugPart, KnownBug } from "./bugs/known-bug.ts";
import { knownBugs } from "./known-bug-table.ts";
import { makeFinding } from "./make-finding.ts";

/** Minutes after which nobody is just passing by. */
const LONG = 10;

/**
 * Dumps whose goroutines are those of a known bug, and whose version, where paths state it or lines show it, can have it. While nothing is blocked
 * such goroutines may have met for a moment: then only those count that have stood so for long.
 */
export function knownBugFindings(graph: StackGraph, isBlocked: boolean): Finding[] {
  const releases = new Map(graph.getAttribute("releases")?.map(({ dump, found }) => [dump, found]));
  return graph
    .getAttribute("dumps")
    .filter(({ later }) => later === undefined)
    .flatMap((dump) => knownBugs.flatMap((bug) => ofBug(dump, bug, releases.get(dump.name) ?? [], isBlocked)));
}

function ofBug(dump: NamedDump, bug: KnownBug, releases: readonly DumpRelease[], isBlocked: boolean): Finding[] {
  if (bug.process && !bug.process.includes(dump.process)) return [];
  const found = findParts(dump, bug.parts);
  if (found === undefined || !(isBlocked || found.every(({ minutes = 0 }) => minutes >= LONG))) return [];
  const stated = bug.library === undefined ? /^\S+ (\d[\d.]*)/.exec(versionOf(dump.dump)?.text ?? "")?.[1] : undefined;
  const program = bug.library ?? catalogueOf(dump.process);
  const { versions, text: whose } = affectedBy(
    bug,
    stated,
    releases.find((release) => release.program === program),
  );
  if (versions === "none") return [];
  const sure = versions === "all";
  const evidence = found.map((goroutine, at): Evidence => {
    const { line } = goroutine.lineOf(frameOf(goroutine.stack, bug.parts[at] as BugPart));
    const text = `${dump.name} ${goroutine.id} is in ${innerName(goroutine, bug.parts[at] as BugPart)} (${dump.dump.file}:${line}).`;
    return { rule: bug.name, weight: sure ? 2 : 1, text };
  });
  return [
    makeFinding("known-bug", {
      title: bug.meaning,
      text: `${evidence.map(({ text }) => text).join(" ")} ${whose}`,
      goroutines: found.flatMap(({ id }) => (id === undefined ? [] : [{ dump: dump.name, goroutine: id }])),
      evidence,
      fill: { reference: bug.reference },
      ...(bug.fixed !== undefined && { fixed: bug.fixed }),
    }),
  ];
}

/** One goroutine for each part, no two the same; undefined when a part has none. */
function findParts({ dump }: NamedDump, parts: readonly BugPart[]): Goroutine[] | undefined {
  const matching = new Map([...stacksOf(dump)].map((stack) => [stack, parts.map((part) => frameOf(stack, part) >= 0)]));
  const fitting = groupsOf(dump).filter(({ stack }) => matching.get(stack)?.includes(true));
  const found: (Goroutine | undefined)[] = parts.map(() => undefined);
  for (const index of positionsOf(fitting)) {
    const fits = matching.get(dump.goroutines.stackAt(index)) ?? [];
    const at = parts.findIndex((_, part) => fits[part] && found[part] === undefined);
    if (at < 0) continue;
    const goroutine = dump.goroutines.at(index);
    const open = parts.findIndex((part, each) => fits[each] && found[each] === undefined && hasState(goroutine, part));
    if (open >= 0) found[open] = goroutine;
  }
  return found.every((goroutine) => goroutine !== undefined) ? found : undefined;
}

function hasState(goroutine: Goroutine, { state }: BugPart): boolean {
  return state === "lock" ? waitOf(goroutine).kind === "lock" : state.test(goroutine.state);
}

/** Position of the first pattern's frame when all patterns match in this order; else -1. */
function frameOf({ frames }: Stack, { frames: patterns }: BugPart): number {
  let first = -1;
  let next = 0;
  for (const [at, { func }] of frames.entries()) {
    if (!patterns[next]?.test(func.symbol)) continue;
    if (next++ === 0) first = at;
    if (next === patterns.length) return first;
  }
  return -1;
}

function innerName({ stack }: Goroutine, part: BugPart): string {
  return stack.frames[frameOf(stack, part)]?.func.short ?? "";
}
