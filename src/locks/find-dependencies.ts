import { symbolPattern } from "../facts/symbol-pattern.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Dump, FuncName, Goroutine, StackFrame } from "../model/dump.ts";
import type { Wait } from "../model/wait.ts";
import { waitOf } from "../waits/wait-of.ts";
import { waitTargetOf } from "../waits/wait-target.ts";
import { place } from "./evidence/place.ts";
import { frameWords } from "./frame-words.ts";
import { parentWaits } from "./parent-waits.ts";

/**
 * Who must act for the goroutines that wait for a WaitGroup, a Once or the end of a goroutine that they started. Only what the frames tell:
 * the primitive's address among another goroutine's arguments, the function in "created by", the function that a Once runs.
 */
export function findDependencies(dump: Dump): Dependency[] {
  const waiting = [...dump.goroutines].map((goroutine) => ({ goroutine, wait: waitOf(goroutine) }));
  return waiting.flatMap(({ goroutine, wait }) => {
    if (wait.kind === "waitgroup") return waitGroup(goroutine, wait, waiting);
    if (wait.kind === "once") return once(goroutine, wait, waiting);
    if (wait.kind === "channel" && wait.channel?.direction === "receive")
      return children(goroutine, wait, waiting, "channel");
    return [];
  });
}

interface Waiting {
  readonly goroutine: Goroutine;
  readonly wait: Wait;
}

function waitGroup(from: Goroutine, wait: Wait, all: readonly Waiting[]): Dependency[] {
  const { address } = waitTargetOf(from, wait);
  const holders =
    address === undefined ? [] : all.filter(({ goroutine }) => goroutine !== from && goroutine.id !== from.id);
  const byAddress = holders.flatMap(({ goroutine, wait: other }): Dependency[] => {
    if (other.kind === "waitgroup" && waitTargetOf(goroutine, other).address === address) return [];
    const found = frameWords(goroutine).find(({ words }) => words.includes(address as string));
    if (!found) return [];
    const text = `waits for the WaitGroup ${address}, which goroutine ${goroutine.id} has among the arguments of ${place(goroutine, found.frame)}`;
    return [dependency(from, goroutine, "waitgroup", text, 0.8, "address-in-arguments")];
  });
  return byAddress.length > 0 ? byAddress : children(from, wait, all, "waitgroup");
}

/** Goroutines that the waiting function itself has started and that have not ended: what a parent waits for. */
function children(from: Goroutine, wait: Wait, all: readonly Waiting[], kind: "channel" | "waitgroup"): Dependency[] {
  const site = from.stack.frames[wait.site]?.func;
  if (!site) return [];
  const known = parentWaits.find((rule) => rule.waiter(site));
  const isChild = (func: FuncName) => (known ? known.creator(func) : func === site);
  const started = all.filter(({ goroutine, wait: other }) => {
    const creator = goroutine.stack.createdBy?.func;
    if (!creator || goroutine.index === from.index || other.idle !== undefined || !isChild(creator)) return false;
    return goroutine.creator === undefined || goroutine.creator === from.id;
  });
  // Without the creator's id, two parents in one function cannot be told apart. A channel says nothing about several children.
  const parents = all.filter(
    ({ goroutine, wait: other }) => goroutine.stack.frames[other.site]?.func === site && other.kind === wait.kind,
  ).length;
  const certain = started.some(({ goroutine }) => goroutine.creator !== undefined);
  if ((!certain && parents > 1) || (kind === "channel" && started.length !== 1)) return [];
  return started.map(({ goroutine }) => {
    const text = `${known ? `waits in ${site.short} for` : `has started and waits${kind === "waitgroup" ? " with a WaitGroup" : ""} for`} goroutine ${goroutine.id}`;
    return dependency(from, goroutine, kind, text, certain || known ? 0.8 : 0.6, "created-by-waiter");
  });
}

const ONCE = symbolPattern("sync.(*Once).{Do,doSlow}");

/** The goroutine that runs the function of the same Once: it stands inside Do as well, but further in than Do itself. */
function once(from: Goroutine, wait: Wait, all: readonly Waiting[]): Dependency[] {
  const site = from.stack.frames[wait.site];
  if (!site) return [];
  const { address } = waitTargetOf(from, wait);
  const runners = all.filter(({ goroutine, wait: other }) => {
    const run = goroutine.index === from.index || other.kind === "once" ? undefined : onceRun(goroutine);
    if (!run) return false;
    if (address !== undefined && run.address !== undefined) return run.address === address;
    // Without both addresses: the same line of the same function called Do.
    return run.caller?.func === site.func && run.caller.location?.line === site.location?.line;
  });
  const [runner] = runners;
  if (runners.length !== 1 || !runner) return [];
  const text = `waits for goroutine ${runner.goroutine.id}, which runs the function of the same Once`;
  return [dependency(from, runner.goroutine, "once", text, 0.85, "runs-the-once")];
}

/** The Once whose function a goroutine runs: its address, when the frames show it, and the frame that called Do. */
function onceRun(goroutine: Goroutine): { address: string | undefined; caller: StackFrame | undefined } | undefined {
  const { frames } = goroutine.stack;
  const innermost = frames.findIndex(({ func }) => ONCE(func));
  // Innermost of all: it has not called the function yet, or no longer does.
  if (innermost <= 0) return undefined;
  const words = frameWords(goroutine).find(({ frame }) => frames[frame] && ONCE(frames[frame].func));
  return { address: words?.words[0], caller: frames.slice(innermost).find(({ func }) => !ONCE(func)) };
}

function dependency(
  from: Goroutine,
  to: Goroutine,
  kind: Dependency["kind"],
  text: string,
  confidence: number,
  rule: string,
): Dependency {
  return {
    from,
    to,
    kind,
    text,
    confidence,
    evidence: [{ rule, weight: Math.round(Math.log(confidence / (1 - confidence)) * 100) / 100, text }],
  };
}
