import { symbolPattern } from "../../facts/symbol-pattern.ts";
import type { Dependency } from "../../model/dependency.ts";
import type { Goroutine, StackFrame } from "../../model/dump.ts";
import { waitTargetOf } from "../../waits/wait-target.ts";
import { frameWords } from "../frame-words.ts";
import { dependency } from "./dependency.ts";
import type { Population, Sleeper } from "./population.ts";

const ONCE = symbolPattern("sync.(*Once).{Do,doSlow}");

/** A goroutine that runs the function of a Once. */
interface Runner {
  readonly goroutine: Goroutine;
  /** The Once, when the frames show its address. */
  readonly address: string | undefined;
  /** The frame that called Do. */
  readonly caller: StackFrame | undefined;
}

const runnersOf = new WeakMap<Population, readonly Runner[]>();

/** The goroutine that runs the function of the same Once: it stands inside Do as well, but further in than Do itself. */
export function once({ goroutine: from, wait }: Sleeper, population: Population): Dependency[] {
  const site = from.stack.frames[wait.site];
  if (!site) return [];
  const { address } = waitTargetOf(from, wait);
  const runners = (runnersOf.get(population) ?? findRunners(population)).filter((runner) => {
    if (runner.goroutine.index === from.index) return false;
    if (address !== undefined && runner.address !== undefined) return runner.address === address;
    // Without both addresses: the same line of the same function called Do.
    return runner.caller?.func === site.func && runner.caller.location?.line === site.location?.line;
  });
  const [runner] = runners;
  if (runners.length !== 1 || !runner) return [];
  const text = `waits for goroutine ${runner.goroutine.id}, which runs the function of the same Once`;
  return [dependency(from, runner.goroutine, "once", text, 0.85, "runs-the-once")];
}

function findRunners(population: Population): readonly Runner[] {
  const runners = population.all.flatMap(({ goroutine, wait }): Runner[] => {
    const { frames } = goroutine.stack;
    const innermost = wait.kind === "once" ? -1 : frames.findIndex(({ func }) => ONCE(func));
    // Innermost of all: it has not called the function yet, or no longer does.
    if (innermost <= 0) return [];
    const words = frameWords(goroutine).find(({ frame }) => frames[frame] && ONCE(frames[frame].func));
    return [{ goroutine, address: words?.words[0], caller: frames.slice(innermost).find(({ func }) => !ONCE(func)) }];
  });
  runnersOf.set(population, runners);
  return runners;
}
