import { weights } from "./weights.ts";

/** Evidence of a pointer or type that many goroutines show says little: 1 / (1 + ln n), n = number of other goroutines that show it. */
export function rarity(others: number): number {
  return 1 / (1 + Math.log(Math.max(1, others)));
}

/** A verdict is given from this probability on; below it several candidates make "ambiguous". */
export const VERDICT_FROM = 0.5;
/** A candidate is listed when its odds against "none of these" reach this (a logarithm). */
const LISTED_FROM = -0.5;
/** A candidate is listed when its evidence reaches this. */
export const CANDIDATE_FROM: number = weights.none + LISTED_FROM;
/** Nothing in a dump makes an inferred owner surer than this. */
export const SUREST = 0.97;
/** Nor surer than this while no evidence links it to this very lock: the one holder of its class that is seen may hold another instance. */
export const SUREST_OF_CLASS = 0.9;
/** Rules that link a goroutine to one lock, not only to its type. */
export const LINKING: ReadonlySet<string> = new Set([
  "same-object",
  "same-receiver",
  "address-in-arguments",
  "shares-rare-pointer",
  "closes-cycle",
  "re-entered",
]);
/** Rules that tell that a goroutine has come past the taking of a lock, and not only that it works on the object. */
export const PLACING: ReadonlySet<string> = new Set([
  "holds-by-source",
  "past-lock-site",
  "locked-by-name",
  "re-entered",
]);
/** An ambiguous verdict names at most this many candidates; more is "unknown". */
export const AMBIGUOUS_UP_TO = 6;
/** Of an unknown owner's candidates the likeliest are listed: with hundreds of stuck containers each lock has hundreds. */
export const LISTED_UP_TO = 24;
/** An object further than this from its lock's address does not hold it: it is another object that the site happens to be a method of. */
export const LARGEST_OBJECT = 0x4000;
/** A pointer that more goroutines than this show in all says nothing about two of them: every request has it. */
export const RARE_IN_ALL = 4;
