import type { Dump, Goroutine } from "../model/dump.ts";
import { isAddress, wordArg } from "./argument.ts";
import { isRuntime } from "./path.ts";
import { archOf } from "./trap.ts";

/**
 * How far a printed argument can be trusted (facts §2.3):
 * - "words": Go up to 1.16, or an architecture without register arguments: the words of the argument area, exact.
 * - "unmarked": Go 1.17 on amd64, or not known to be anything else: arguments came in registers, the printed slot may be stale and is not marked.
 *   Only frames known to spill can be trusted.
 * - "marked": Go 1.18 and later: what is not known to be live carries "?".
 */
export type Era = "words" | "unmarked" | "marked";

export interface ArgumentStyle {
  readonly era: Era;
  /** Size of a pointer in bytes, when the dump shows it. */
  readonly pointer?: 4 | 8;
  /** Lists are words without structure, as up to Go 1.16: a string takes two. */
  readonly flat: boolean;
  /**
   * Methods of generic types print their receiver first. Up to Go 1.19 the dictionary was the first parameter, which the compiler leaves out
   * of what tracebacks print; since 1.20 the dictionary is the second one, and what is left out is the receiver.
   * [cmd/compile/internal/ssagen, emitArgInfo]
   */
  readonly genericReceivers: boolean;
}

/** Goroutines looked at: marks are so frequent that a dump which has them shows one at once. */
const LOOKED_AT = 2_000;
const STACK_ABI = new Set(["386"]);

/** So many different words that can be pointers, none of them of more than 32 bits: on a 64-bit machine the heap lies far above. */
const NARROW_FROM = 8;
/** Or so many that lie where Linux puts programs of 386, and none where it puts those of amd64 and arm64. */
const HIGH_FROM = 3;
/** Image bases of Go's linker: 0x8048000 for 386, 0x400000 for amd64, 0x10000 for arm64. */
const BASE_386 = 0x8048000;
/** No object lies below this. */
const LOWEST_POINTER = 0x10000;

/** System calls take up to seven plain numbers in every version. */
const LOW_LEVEL = /(?:^|\/)(?:syscall|unix)$/;

/** So many plain words in one list: since 1.17 strings, slices and interfaces stand in braces, and hardly a function takes seven numbers. */
function isFlat(text: string): boolean {
  return !text.includes("{") && text.split(", ").length >= 7;
}

const cache = new WeakMap<Dump, ArgumentStyle>();

/** The argument style of a dump, told by its argument lists and, where they leave it open, by the Go versions it can come from. */
export function argumentStyle(dump: Dump): ArgumentStyle {
  let style = cache.get(dump);
  if (!style) {
    style = look(dump);
    cache.set(dump, style);
  }
  return style;
}

function look(dump: Dump): ArgumentStyle {
  const seen: Seen = { stale: false, aggregates: false, wide: false, words: false, narrow: new Set() };
  const count = Math.min(dump.goroutines.length, LOOKED_AT);
  for (let index = 0; index < count && !(seen.stale && seen.wide); index++) lookAt(dump.goroutines.at(index), seen);
  const arch = archOf(dump);
  const pointer = pointerOf(seen, arch);
  const era = eraOf(seen, arch, pointer, dump.go);
  const genericReceivers = dump.go !== undefined && isBelow(dump.go, 20);
  const flat = era === "words" && !seen.aggregates;
  return { era, flat, genericReceivers, ...(pointer === undefined ? {} : { pointer }) };
}

/** Most 386 dumps name no file of their architecture: their values tell. */
function pointerOf(seen: Seen, arch: string | undefined): 4 | 8 | undefined {
  if (arch !== undefined) return arch === "386" ? 4 : 8;
  if (seen.wide) return 8;
  const isHigh = [...seen.narrow].every((word) => Number(word) >= BASE_386);
  return seen.narrow.size >= (isHigh ? HIGH_FROM : NARROW_FROM) ? 4 : undefined;
}

interface Seen {
  stale: boolean;
  aggregates: boolean;
  wide: boolean;
  words: boolean;
  /** Words that can be pointers of a 32-bit machine. */
  readonly narrow: Set<string>;
}

function lookAt(goroutine: Goroutine, seen: Seen): void {
  goroutine.stack.frames.forEach(({ func }, frame) => {
    const text = goroutine.argsText(frame);
    if (text === undefined || text === "" || text === "...") return;
    if (text.includes("?")) seen.stale = true;
    // goexit({}) is the one aggregate that says nothing about registers: its parameter is an empty struct.
    if (text.includes("{") && func.name !== "goexit") seen.aggregates = true;
    // Durations have 64 bits everywhere.
    if (func.package !== "time" && /0x[0-9a-f]{9}/.test(text)) seen.wide = true;
    if (seen.narrow.size < NARROW_FROM)
      for (const [word] of text.matchAll(/0x[0-9a-f]{5,8}\b/g))
        if (Number(word) >= LOWEST_POINTER) seen.narrow.add(word);
    if (isFlat(text) && !isRuntime(func) && !LOW_LEVEL.test(func.package)) seen.words = true;
  });
  if (!seen.words) seen.words = showsWords(goroutine);
}

/**
 * Signs of Go 1.16 and earlier: a semaphore frame that shows an address a little behind the primitive that called it (zeros or stale
 * words later), a wait whose semaphore frame is missing (1.4), closures numbered per package (1.4).
 */
function showsWords(goroutine: Goroutine): boolean {
  const frames = goroutine.stack.frames;
  if (frames.some((frame) => frame.func.text.includes("func·"))) return true;
  const first = frames.findIndex((frame) => !isRuntime(frame.func));
  const func = frames[first]?.func;
  if (func?.package !== "sync") return false;
  const value = wordArg(goroutine, first, 0);
  if (value === undefined || !isAddress(value)) return false;
  if (func.receiver !== undefined) return goroutine.state === "semacquire" && /^(?:Lock|RLock|Wait)$/.test(func.name);
  const caller = frames.findIndex((frame, index) => index > first && !frame.inlined);
  const receiver = frames[caller]?.func.package === "sync" ? wordArg(goroutine, caller, 0) : undefined;
  return receiver !== undefined && isAddress(receiver) && value >= receiver && value - receiver <= 12;
}

function eraOf(seen: Seen, arch: string | undefined, pointer: 4 | 8 | undefined, go: string | undefined): Era {
  if (seen.stale) return "marked";
  // No 32-bit machine passes arguments in registers.
  if (pointer === 4 || (arch !== undefined && STACK_ABI.has(arch))) return "words";
  if (seen.aggregates) return "unmarked";
  const only = go === undefined ? undefined : onlySide(go);
  return only ?? (seen.words ? "words" : "unmarked");
}

/** Which side of Go 1.17 an npm semver range lies on, when it lies on one side. */
function onlySide(range: string): Era | undefined {
  const sides = range.split("||").map((part) => {
    const below = /<(=?)\s*1\.(\d+)/.exec(part);
    if (below !== null && (Number(below[2]) < 17 || (Number(below[2]) === 17 && below[1] === ""))) return "words";
    const exact = /^\s*[=~^]?\s*1\.(\d+)/.exec(part);
    const above = />(=?)\s*1\.(\d+)/.exec(part);
    if (exact !== null && Number(exact[1]) < 17) return "words";
    if ((exact !== null && Number(exact[1]) > 17) || (above !== null && Number(above[2]) >= 18)) return "marked";
    return undefined;
  });
  return sides.every((side) => side === sides[0]) ? sides[0] : undefined;
}

/** Whether an npm semver range lies below Go 1.`minor`. */
function isBelow(range: string, minor: number): boolean {
  return range.split("||").every((part) => {
    const below = /<\s*1\.(\d+)/.exec(part);
    return below !== null && Number(below[1]) <= minor;
  });
}

/** Whether unmarked argument words of a dump can be taken as they are printed. False for Go 1.17 on amd64. */
export function trustsWords(dump: Dump): boolean {
  return argumentStyle(dump).era !== "unmarked";
}
