import type { DumpRelease } from "../../../facts/releases/release-facts.ts";
import type { KnownBug } from "./known-bug.ts";

/** Whether a dump's version has a bug. */
export interface Affected {
  /** "some" of the versions that it can be; "unknown" where the dump tells none, or it is not known which have the bug. */
  readonly versions: "all" | "some" | "none" | "unknown";
  /** What is known of the version, as a sentence. */
  readonly text: string;
}

/**
 * @param stated the version that the dump's paths state: "20.10.24".
 * @param shown the releases that its lines show.
 */
export function affectedBy(bug: KnownBug, stated: string | undefined, shown: DumpRelease | undefined): Affected {
  if (bug.versions.length === 0) return { versions: "all", text: `Affected: ${bug.affected}.` };
  if (stated !== undefined) return { versions: hasBug(stated, bug), text: `Affected: ${bug.affected}.` };
  if (shown?.confidence === undefined)
    return { versions: "unknown", text: `The dump does not tell its version; affected: ${bug.affected}.` };
  const { program, release, candidates, orLater } = shown;
  const each = new Set(candidates.map((candidate) => hasBug(candidate, bug)));
  const lines = `Its lines are those of ${program} ${release}`;
  const [only] = each;
  // What came later may have been mended.
  if (each.size === 1 && only === "all" && !orLater)
    return {
      versions: "all",
      text: `${lines}, which ${candidates.length > 1 ? "all have" : "has"} it: ${bug.affected}.`,
    };
  if (each.size === 1 && only === "none") return { versions: "none", text: `${lines}; affected: ${bug.affected}.` };
  return { versions: "some", text: `${lines}, of which some have it: ${bug.affected}.` };
}

/** "1.6.3" is that version; "1.6", of which there are others behind, is all of them. */
function hasBug(version: string, { versions }: KnownBug): "all" | "some" | "none" {
  const first = numbersOf(version);
  const behind = first.length > 2 ? first : [...first.slice(0, -1), (first.at(-1) ?? 0) + 1];
  const isBelow = (limit: readonly number[]) =>
    first.length > 2 ? compare(first, limit) < 0 : compare(behind, limit) <= 0;
  for (const range of versions) {
    const [from, below] = [numbersOf(range[0]), numbersOf(range[1])];
    if (compare(first, from) >= 0 && isBelow(below)) return "all";
    if (compare(first, below) < 0 && compare(behind, from) > 0) return "some";
  }
  return "none";
}

function numbersOf(version: string): number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10));
}

/** Number by number; what is missing counts as zero. */
function compare(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
