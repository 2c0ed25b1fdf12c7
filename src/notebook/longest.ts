import type { ContendedLock } from "../model/diagnosis.ts";

/** The greatest age that any of the waiters shows, in whole minutes; undefined when none shows one. There may be too many to spread. */
export function longest(waiters: ContendedLock["waiters"]): number | undefined {
  return waiters.reduce<number | undefined>(
    (most, { minutes }) => (minutes === undefined || (most !== undefined && most >= minutes) ? most : minutes),
    undefined,
  );
}
