import type { Held } from "../facts/lock-facts.ts";
import type { LockObject } from "../facts/lock-object.ts";
import type { Dump, Goroutine } from "../model/dump.ts";
import { wordArg } from "../waits/argument.ts";
import { argumentStyle, trustsWords } from "../waits/trust.ts";
import { isInside } from "./waiters.ts";

/** The pointer to an object that a goroutine's frames print; undefined when none shows it without doubt, or they do not agree. */
export function pointerOf(goroutine: Goroutine, { shown }: LockObject): string | undefined {
  if (!trustsWords(goroutine.dump)) return undefined;
  const { flat } = argumentStyle(goroutine.dump);
  const found = new Set<number>();
  for (const { frame, position, word } of shown) {
    const at = flat ? word : position;
    if (at === undefined || goroutine.stack.frames[frame]?.inlined) continue;
    const value = wordArg(goroutine, frame, at);
    if (value !== undefined && value !== 0) found.add(value);
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? `0x${only.toString(16)}` : undefined;
}

/** What is known of the objects that a lock is asked for on, by the source. */
export interface AskedOn {
  readonly address?: string;
  /** Pointers to the objects, by the way from there to the lock. */
  readonly pointers: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Distances of locks from the starts of their objects. */
export class Offsets {
  readonly #learned = new Map<string, bigint | undefined>();
  readonly #addresses = new Map<string, Set<string>>();
  readonly #pointer: 4 | 8;

  /** Learns them from waiters that show both. One that shows two distances for one way tells nothing. */
  constructor(dump: Dump, locks: Iterable<AskedOn>) {
    this.#pointer = argumentStyle(dump).pointer ?? 8;
    for (const { address, pointers } of locks) {
      for (const [way, values] of pointers) {
        for (const value of values) {
          if (address === undefined) continue;
          const object = `${value} ${way}`;
          this.#addresses.set(object, (this.#addresses.get(object) ?? new Set()).add(address));
          if (!isInside(address, value)) continue;
          const distance = BigInt(address) - BigInt(value);
          const known = this.#learned.has(way);
          this.#learned.set(way, known && this.#learned.get(way) !== distance ? undefined : distance);
        }
      }
    }
  }

  /** The lock of an object; undefined when nothing tells where it lies. */
  lockOf({ way, offset, elsewhere }: LockObject, pointer: string): string | undefined {
    const asked = this.#addresses.get(`${pointer} ${way}`);
    if (asked?.size === 1) return [...asked][0];
    if (elsewhere) return undefined;
    const distance = this.#learned.has(way) ? this.#learned.get(way) : offset && BigInt(offset[this.#pointer]);
    return distance === undefined ? undefined : `0x${(BigInt(pointer) + distance).toString(16)}`;
  }
}

/** Whether what a goroutine holds by the source is this lock: "perhaps" when its frames do not show on which object it took it. */
export function isOf(
  asked: AskedOn,
  offsets: Offsets,
  goroutine: Goroutine,
  { object }: Held,
): { readonly answer: "this" | "another"; readonly pointer: string } | undefined {
  const pointer = object && pointerOf(goroutine, object);
  if (!object || pointer === undefined) return undefined;
  const lock = offsets.lockOf(object, pointer);
  if (lock !== undefined && asked.address !== undefined)
    return { answer: lock === asked.address ? "this" : "another", pointer };
  const known = asked.pointers.get(object.way);
  if (known?.has(pointer)) return { answer: "this", pointer };
  // A pointer in the object may lead to a lock that others have, too.
  return known && known.size > 0 && !object.elsewhere ? { answer: "another", pointer } : undefined;
}
