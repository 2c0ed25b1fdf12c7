import { symbolPattern } from "../../facts/symbol-pattern.ts";
import type { Dependency } from "../../model/dependency.ts";
import type { Goroutine } from "../../model/dump.ts";
import { waitTargetOf } from "../../waits/wait-target.ts";
import { place } from "../evidence/place.ts";
import { frameWords, receiverAt } from "../frame-words.ts";
import { dependency } from "./dependency.ts";
import type { Population, Sleeper } from "./population.ts";

const ONCE = symbolPattern("sync.(*Once).{Do,doSlow}");

/** A goroutine that runs the function of a Once. */
interface Runner {
  readonly goroutine: Goroutine;
  /** The Once, when the frames show its address. */
  readonly address: string | undefined;
  /** Position of the frame that called Do. */
  readonly caller: number;
}

const runnersOf = new WeakMap<Population, readonly Runner[]>();

/**
 * The goroutine that runs the function of the same Once: it stands inside Do as well, but further in than Do itself. That is the waiter itself
 * when the function has called Do again.
 */
export function once({ goroutine: from, wait }: Sleeper, population: Population): Dependency[] {
  const site = from.stack.frames[wait.site];
  if (!site) return [];
  const { address } = waitTargetOf(from, wait);
  const runners = (runnersOf.get(population) ?? findRunners(population)).filter((runner) => {
    if (address !== undefined && runner.address !== undefined) return runner.address === address;
    const caller = runner.goroutine.stack.frames[runner.caller];
    if (caller?.func !== site.func || caller.location?.line !== site.location?.line) return false;
    // The same line of the same function called Do. When the waiter has done so itself, it may have been for another object.
    return runner.goroutine.index !== from.index || isOfSameObject(from, wait.site, runner.caller);
  });
  const [runner] = runners;
  if (runners.length !== 1 || !runner) return [];
  const isItself = runner.goroutine.index === from.index;
  const text = isItself
    ? `waits in ${place(from, wait.site)} for a sync.Once whose function it runs itself, further out on its stack`
    : `waits for goroutine ${runner.goroutine.id}, which runs the function of the same Once`;
  return [dependency(from, runner.goroutine, "once", text, 0.85, "runs-the-once")];
}

/** Two frames of one method on the same receiver, or of a plain function, whose Once is a variable of the package. */
function isOfSameObject(goroutine: Goroutine, inner: number, outer: number): boolean {
  const { stack } = goroutine;
  const func = stack.frames[inner]?.func;
  if (func?.receiver === undefined) return func?.closure === "";
  const words = frameWords(goroutine);
  const object = receiverAt(words, stack, inner);
  return object !== undefined && object === receiverAt(words, stack, outer);
}

function findRunners(population: Population): readonly Runner[] {
  const able = population.where((_, { frames }) => frames.some(({ func }) => ONCE(func)));
  const runners = able.flatMap(({ goroutine, wait }): Runner[] => {
    const { frames } = goroutine.stack;
    // Innermost of all: it has not called the function yet, or no longer does. A waiter runs what lies further out than its wait.
    const inside = wait.kind === "once" ? wait.site : 1;
    return frames.flatMap(({ func }, frame): Runner[] => {
      const before = frames[frame - 1];
      if (frame < inside || !ONCE(func) || (before && ONCE(before.func))) return [];
      const around = frames.slice(frame).findIndex((other) => !ONCE(other.func));
      const end = around < 0 ? frames.length : frame + around;
      const words = frameWords(goroutine).find((shown) => shown.frame >= frame && shown.frame < end);
      return [{ goroutine, address: words?.words[0], caller: end }];
    });
  });
  runnersOf.set(population, runners);
  return runners;
}
