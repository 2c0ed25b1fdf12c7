import type { ContendedLock, OwnerVerdict } from "../model/diagnosis.ts";
import type { Span } from "./layout/span.ts";
import { spans } from "./layout/span.ts";
import { count, frequentPlaces, goroutines, goroutinesByDump, likelihood, shortName } from "./words.ts";

/** "container.State 0xc000123400 (mutex)"; a lock without class or address is told by where it was asked for. */
export function lockName({ lock, name, address, within, kind, waiters }: ContendedLock): Span[] {
  const sort = kind === "unknown" ? "lock" : kind;
  const at = address ?? (within === undefined ? undefined : `in ${within}`);
  if (name !== undefined) return spans({ text: name, style: "name" }, at ? ` ${at}` : "", ` (${sort})`);
  const site = waiters[0]?.site;
  // Of waiters without id only the lock's own key tells where they wait.
  const where = at ?? (site ? `asked for in ${shortName(site.func)}` : lock.replace(/^.*\/lock \w+ /, ""));
  return spans(`the ${sort} `, { text: where, style: "name" });
}

/** "goroutines 7 and 9", "12 goroutines without id". */
export function waitersOf({ waiters, waitersWithoutId = 0 }: ContendedLock): Span {
  const named = goroutines(waiters.map(({ goroutine }) => goroutine));
  const nameless = `${count(waitersWithoutId, "goroutine")} without id`;
  const text = [waiters.length > 0 && named, waitersWithoutId > 0 && nameless].filter(Boolean).join(" and ");
  return { text, style: "strong" };
}

/** Where the waiters asked for the lock, most frequent first: "in daemon.(*Daemon).ContainerInspectCurrent (inspect.go:40): 4, …". */
export function askedIn({ waiters }: ContendedLock): Span[] {
  return spans(`in ${frequentPlaces(waiters.map(({ site }) => site))}`);
}

/** Who holds a lock, by verdict: what stands before a goroutine. */
export const heldBy: Readonly<Record<OwnerVerdict["verdict"], string>> = {
  owner: "held by",
  self: "already held by",
  readers: "held for reading by",
  ambiguous: "perhaps held by",
  abandoned: "held by nobody in the dump any more",
  unknown: "its owner is not known",
};

/** The verdict as half a sentence: "held by goroutine 21 (likely)", "held by one of goroutines 7 and 9 (possible)". */
export function ownerWords({ dump, owner }: ContendedLock): Span[] {
  const { verdict, confidence } = owner;
  if (verdict === "unknown") return spans(heldBy.unknown);
  const sure = { text: ` (${likelihood(confidence)})`, style: "faint" } as const;
  if (verdict === "abandoned") return spans(heldBy.abandoned, sure);
  const refs = verdict === "ambiguous" ? owner.candidates : owner.goroutines;
  const how = verdict === "ambiguous" ? "held by one of" : heldBy[verdict];
  return spans(`${how} ${goroutinesByDump(refs, dump)}`, sure);
}
