import type { Dependency } from "../../model/dependency.ts";
import type { FuncName, Goroutine, Stack, StackFrame } from "../../model/dump.ts";
import type { Wait } from "../../model/wait.ts";
import { isBusy } from "../../waits/idle/idle-of.ts";
import { isRunner } from "../../waits/idle/runners.ts";
import { isStandard } from "../../waits/idle/std.ts";
import { isCarrier } from "../../waits/path.ts";
import { place } from "../evidence/place.ts";
import { frameWords, receiverAt } from "../frame-words.ts";
import { dependency } from "./dependency.ts";
import type { Population, Sleeper } from "./population.ts";

/** The channel may be another one, which somebody else serves. */
const CONFIDENCE = 0.6;

/** How many frames of literals and of wrappers can lie below the method that a goroutine runs. */
const WRAPPERS = 2;

/**
 * The goroutine that serves the object on whose channel another one waits: `func (s *S) loop() { for r := range s.requests { … } }`, started by `go
 * s.loop()`, and `func (s *S) Ask() { s.requests <- … }`. When exactly one such goroutine of the object is held up by something else, it is most
 * probably the one waited for: one that was at the channel would have met the waiter.
 */
export function ownLoop({ goroutine: from, wait }: Sleeper, population: Population): Dependency[] {
  const { frames } = from.stack;
  // What waits inside the standard library waits for its goroutines; but a pipe's other end is the program's own.
  const site = isPipe(from.stack, wait)
    ? frames.findIndex(({ func }, frame) => frame > wait.site && !isStandard(func.package))
    : wait.site;
  const own = frames[site]?.func;
  if (!own || isStandard(own.package)) return [];
  const held = heldUpIn(population);
  if (held.size === 0) return [];
  // One that runs a method in which the waiter is, too, does the same work as the waiter.
  const within = new Set(frames.map(({ func }) => func));
  const loops = [...objectsOf(from, site)].flatMap((object) =>
    [...(held.get(object) ?? [])].flatMap(([method, loop]) => (within.has(method) ? [] : [loop])),
  );
  const [loop] = loops;
  if (!loop || loops.length > 1 || loop.several) return [];
  const { goroutine } = loop;
  const act =
    wait.kind === "select"
      ? "waits at a pipe"
      : `waits to ${wait.channel?.direction === "send" ? "send on" : "receive from"} a channel`;
  const text = `${act}, probably for goroutine ${goroutine.id}, which runs ${place(goroutine, loop.frame)} of the same object ${loop.object} and is held up`;
  return [dependency(from, goroutine, "channel", text, CONFIDENCE, "runs-the-object")];
}

/** Whether a goroutine waits for the other end of a pipe of Go's own: io.Pipe or net.Pipe. */
export function isPipe({ frames }: Stack, { kind, site }: Wait): boolean {
  const func = frames[site]?.func;
  return kind === "select" && func?.receiver === "pipe" && /^(?:io|net)$/.test(func.package);
}

/** The objects that the waiting function, and those around it in its package, run on. */
function objectsOf(goroutine: Goroutine, site: number): ReadonlySet<string> {
  const { stack } = goroutine;
  const home = stack.frames[site]?.func.package;
  const words = frameWords(goroutine);
  const objects = new Set<string>();
  for (const [frame, { func }] of stack.frames.entries()) {
    if (frame < site || func.package !== home || func.receiver === undefined) continue;
    const object = receiverAt(words, stack, frame);
    if (object !== undefined) objects.add(object);
  }
  return objects;
}

interface Loop {
  readonly goroutine: Goroutine;
  readonly object: string;
  /** The method that the goroutine runs. */
  readonly frame: number;
  /** Others run the same method of the same object: it is no loop. */
  several: boolean;
}

/** By the object that they run, and by the method: thousands can run the same one. */
type Loops = ReadonlyMap<string, ReadonlyMap<FuncName, Loop>>;

const known = new WeakMap<Population, Loops>();

/** The goroutines that run a method of an object from their start, and are held up by something else than their work. */
function heldUpIn(population: Population): Loops {
  let loops = known.get(population);
  if (!loops) {
    loops = index(population);
    known.set(population, loops);
  }
  return loops;
}

function index(population: Population): Loops {
  const loops = new Map<string, Map<FuncName, Loop>>();
  for (const { goroutine } of population.where(isHeldUp)) {
    const frame = startOf(goroutine.stack) as number;
    const object = receiverAt(frameWords(goroutine), goroutine.stack, frame);
    if (object === undefined) continue;
    const method = (goroutine.stack.frames[frame] as StackFrame).func;
    const ofObject = loops.get(object) ?? new Map<FuncName, Loop>();
    const before = ofObject.get(method);
    if (before) before.several = true;
    else loops.set(object, ofObject.set(method, { goroutine, object, frame, several: false }));
  }
  return loops;
}

/**
 * Whether something keeps the goroutine of an object from its channels. One that waits for input, for a child or in a select has nothing else to do;
 * one that runs or sleeps comes back by itself.
 */
function isHeldUp(wait: Wait, stack: Stack): boolean {
  const start = startOf(stack);
  if (start === undefined || wait.idle !== undefined) return false;
  if (wait.kind === "waitgroup") return wait.site !== start;
  if (wait.kind === "io") return isBusy(wait);
  return wait.kind === "lock" || (wait.kind === "channel" && wait.channel?.direction === "send");
}

/** The frame of the method that a goroutine runs from its start; undefined when that is a function, or one of the standard library's. */
function startOf({ frames }: Stack): number | undefined {
  let frame = frames.length - 1;
  const outer = (): StackFrame => frames[frame] as StackFrame;
  while (frame > 0 && (isCarrier(outer()) || isRunner(outer().func))) frame--;
  for (let skipped = 0; skipped < WRAPPERS && frame > 0 && outer().func.closure !== ""; skipped++) frame--;
  const func = frames[frame]?.func;
  return func?.pointerReceiver && func.closure === "" && !isStandard(func.package) ? frame : undefined;
}
