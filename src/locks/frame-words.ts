import type { Arg, Goroutine } from "../model/dump.ts";
import { trustsWords } from "../waits/trust.ts";

/** The values of one frame that can be trusted. */
export interface FrameWords {
  readonly frame: number;
  /** First argument of a pointer method: the object it runs on. */
  readonly receiver?: string;
  /** All trusted words that can be pointers, the receiver among them. */
  readonly words: readonly string[];
}

/** Smaller values are sizes, flags and the like: no object lies in the first page group. */
const LOWEST_POINTER = 0x10000n;

/** Trusted words of every frame of a goroutine, innermost first; frames without any are left out. */
export function frameWords(goroutine: Goroutine): FrameWords[] {
  const result: FrameWords[] = [];
  if (!trustsWords(goroutine.dump)) return result;
  goroutine.stack.frames.forEach(({ func, inlined }, frame) => {
    if (inlined) return;
    const args = goroutine.args(frame);
    const words: string[] = [];
    collect(args, words);
    if (words.length === 0) return;
    const first = args[0];
    const isMethod =
      func.pointerReceiver && func.closure === "" && first?.kind === "word" && !first.stale && isPointer(first.value);
    result.push({ frame, words, ...(isMethod && { receiver: first.value }) });
  });
  return result;
}

function collect(args: readonly Arg[], words: string[]): void {
  for (const arg of args) {
    if (arg.kind === "aggregate") collect(arg.items, words);
    else if (arg.kind === "word" && !arg.stale && isPointer(arg.value)) words.push(arg.value);
  }
}

function isPointer(value: string): boolean {
  return value.length > 6 && BigInt(value) >= LOWEST_POINTER && BigInt(value) % 4n === 0n;
}
