import type { Dump, FuncName, Goroutine, Stack } from "../model/dump.ts";
import { isStandard } from "../waits/idle/std.ts";
import { argumentStyle, trustsWords } from "../waits/trust.ts";

/** The values of one frame that can be trusted. */
export interface FrameWords {
  readonly frame: number;
  /** First argument of a pointer method: the object it runs on. */
  readonly receiver?: string;
  /** First argument of a plain function: often the object it works on. */
  readonly first?: string;
  /** All trusted words that can be pointers, the receiver among them. */
  readonly words: readonly string[];
}

/** A method of a generic type that does not print its object, see `ArgumentStyle.genericReceivers`. */
export function hidesReceiver({ receiver, symbol }: FuncName, dump: Dump): boolean {
  return receiver !== undefined && symbol.includes("[") && !argumentStyle(dump).genericReceivers;
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
    const first = func.closure === "" && !hidesReceiver(func, goroutine.dump) && text.startsWith(words[0] as string);
    const isObject = first && (func.pointerReceiver || func.receiver === undefined);
    return [{ frame, words, ...(isObject && { [func.pointerReceiver ? "receiver" : "first"]: words[0] as string }) }];
  });
}

/**
 * The object that a frame runs on: its receiver, or the first argument of a plain function; for a function literal that of the method around it, which is the next such frame further out.
 * Undefined when the frames do not show it.
 */
export function receiverAt(words: readonly FrameWords[], { frames }: Stack, frame: number): string | undefined {
  const func = frames[frame]?.func;
  if (!func) return undefined;
  const outer =
    func.closure === ""
      ? frame
      : frames.findIndex(
          ({ func: other }, index) =>
            index > frame &&
            other.closure === "" &&
            other.name === func.name &&
            other.receiver === func.receiver &&
            other.package === func.package,
        );
  const found = words.find((one) => one.frame === outer);
  return found?.receiver ?? found?.first;
}

/** Objects with a lock in them are aligned to four bytes; numbers above 2^53 lose their low bits, but no user-space pointer is that high. */
function isPointer(value: string): boolean {
  const number = Number(value);
  return number >= LOWEST_POINTER && number % 4 === 0;
}
