import type { Goroutine } from "../model/dump.ts";
import { GoroutineView } from "../parse/goroutine.ts";

/** The value of a top-level argument word that is not marked stale; undefined for anything else or beyond 2^53. */
export function wordArg(goroutine: Goroutine, frame: number, position: number): number | undefined {
  // The address of a lock is a first argument, and ten thousand goroutines can wait for one.
  if (position === 0 && goroutine instanceof GoroutineView) {
    const value = goroutine.firstWord(frame);
    return value < 0 ? undefined : value;
  }
  const arg = goroutine.args(frame)[position];
  if (arg === undefined || arg.kind !== "word" || arg.stale) return undefined;
  const value = Number(arg.value);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** A value that can be the address of a lock: not in the first page, and aligned to the 4 bytes that a semaphore needs. */
export function isAddress(value: number): boolean {
  return value >= 4096 && value % 4 === 0;
}

export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
