import type { Lock } from "../model/lock.ts";

/** A lock for a person: "container.State (mutex 0xc000123400)", "an rwmutex inside 0xc000123400". */
export function lockTitle(lock: Pick<Lock, "kind" | "name" | "address" | "within">): string {
  const kind = lock.kind === "unknown" ? "lock" : lock.kind;
  const place =
    lock.address !== undefined
      ? `${kind} ${lock.address}`
      : lock.within !== undefined
        ? `${kind} inside ${lock.within}`
        : undefined;
  if (lock.name !== undefined) return `${lock.name} (${place ?? kind})`;
  return place ?? `${kind === "rwmutex" ? "an" : "a"} ${kind} whose address the frames do not show`;
}
