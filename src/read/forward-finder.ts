import { findBytes } from "./find-bytes.ts";

/** Finds the first place of a pattern at or behind others, -1 for none, that are asked for in their order: no byte is looked at twice. */
export function forwardFinder(bytes: Uint8Array, pattern: Uint8Array): (from: number) => number {
  let found: number | undefined;
  return (from) => {
    if (found === undefined || (found >= 0 && found < from)) found = findBytes(bytes, pattern, from);
    return found;
  };
}
