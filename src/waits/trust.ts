import type { Dump } from "../model/dump.ts";
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
}

/** Goroutines looked at: marks are so frequent that a dump which has them shows one at once. */
const LOOKED_AT = 2_000;
const STACK_ABI = new Set(["386"]);

const cache = new WeakMap<Dump, ArgumentStyle>();

/** The argument style of a dump, told by its argument lists and, where they leave it open, by the Go versions it can come from. */
export function argumentStyle(dump: Dump): ArgumentStyle {
  let style = cache.get(dump);
  if (style === undefined) cache.set(dump, (style = look(dump)));
  return style;
}

function look(dump: Dump): ArgumentStyle {
  let aggregates = false;
  let stale = false;
  let wide = false;
  let words = false;
  const count = Math.min(dump.goroutines.length, LOOKED_AT);
  for (let index = 0; index < count && !(stale && wide); index++) {
    const goroutine = dump.goroutines.at(index);
    const frames = goroutine.stack.frames;
    for (let frame = 0; frame < frames.length; frame++) {
      const text = goroutine.argsText(frame);
      if (text === undefined || text === "" || text === "...") continue;
      if (text.includes("?")) stale = true;
      if (text.includes("{") && frames[frame]?.func.name !== "goexit") aggregates = true;
      if (/0x[0-9a-f]{9}/.test(text)) wide = true;
      // Until 1.16 the semaphore's own frame shows its address; later it shows zeros or stale words.
      if (/^runtime_Semacquire/.test(frames[frame]?.func.name ?? "") && /^0x[0-9a-f]{5}/.test(text)) words = true;
    }
  }
  const arch = archOf(dump);
  const pointer = wide || arch === "amd64" || arch === "arm64" ? 8 : arch === "386" ? 4 : undefined;
  return { era: eraOf(), ...(pointer === undefined ? {} : { pointer }) };

  function eraOf(): Era {
    if (stale) return "marked";
    if (arch !== undefined && STACK_ABI.has(arch)) return "words";
    if (aggregates) return "unmarked";
    const only = dump.go === undefined ? undefined : onlySide(dump.go);
    if (only !== undefined) return only;
    return words ? "words" : "unmarked";
  }
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

/** Whether unmarked argument words of a dump can be taken as they are printed. False for Go 1.17 on amd64. */
export function trustsWords(dump: Dump): boolean {
  return argumentStyle(dump).era !== "unmarked";
}
