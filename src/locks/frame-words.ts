import type { Goroutine } from "../model/dump.ts";
import { isStandard } from "../waits/idle/std.ts";
import { argumentStyle, trustsWords } from "../waits/trust.ts";

/** The values of one frame that can be trusted. */
export interface FrameWords {
  readonly frame: number;
  /** First argument of a pointer method: the object it runs on. */
  readonly receiver?: string;
  /** All trusted words that can be pointers, the receiver among them. */
  readonly words: readonly string[];
}

/** Smaller values are sizes, flags and the like: no object lies in the first pages. */
const LOWEST_POINTER = 0x10000;

/** The words of an argument list with their mark. The lists are searched, not parsed: this runs over every goroutine that may hold a lock. */
const WORD = /0x([0-9a-f]+)(\?)?/g;

/** Trusted words of every frame of a goroutine, innermost first; frames without any are left out. */
export function frameWords(goroutine: Goroutine): FrameWords[] {
  if (!trustsWords(goroutine.dump)) return [];
  const { era } = argumentStyle(goroutine.dump);
  return goroutine.stack.frames.flatMap(({ func, inlined }, frame): FrameWords[] => {
    // Up to Go 1.16 the words of the results stand behind the arguments, with what the stack held before. A closure of the standard library
    // has hardly any arguments: what it shows is that.
    if (era === "words" && func.closure !== "" && isStandard(func.package)) return [];
    const text = inlined ? undefined : goroutine.argsText(frame);
    if (!text) return [];
    const words = [...text.matchAll(WORD)].flatMap(([word, , stale]) => (stale || !isPointer(word) ? [] : [word]));
    if (words.length === 0) return [];
    const isMethod = func.pointerReceiver && func.closure === "" && text.startsWith(words[0] as string);
    return [{ frame, words, ...(isMethod && { receiver: words[0] as string }) }];
  });
}

/** Objects with a lock in them are aligned to four bytes; numbers above 2^53 lose their low bits, but no user-space pointer is that high. */
function isPointer(value: string): boolean {
  const number = Number(value);
  return number >= LOWEST_POINTER && number % 4 === 0;
}
