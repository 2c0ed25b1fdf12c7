import type { FuncName, Stack, StackFrame } from "../model/dump.ts";
import type { FrameReader, FrameReading, LockEffect } from "./frame-reading.ts";
import type { Held } from "./lock-facts.ts";
import type { LockObject } from "./lock-object.ts";

/** A lock that a stack holds, while the stack is read. */
interface Holding extends Held {
  certain: boolean;
  /** Which effect of its frame. */
  readonly effect?: number;
}

/** What a stack holds, and the frames about which nothing more needs to be said. */
export interface StackReading {
  readonly held: readonly Held[];
  readonly covered: readonly number[];
  /** On which object a frame, a waiter's site, asks for its lock. */
  askedOn(frame: number): LockObject | undefined;
}

/** Reads a stack frame by frame, from the outermost inward: what an inner one releases its callers hold no more. */
export function readStack<Reading extends FrameReading>(stack: Stack, reader: FrameReader<Reading>): StackReading {
  const { frames, elided, createdBy } = stack;
  const readings = Array<Reading | undefined>(frames.length).fill(undefined);
  let held: Holding[] = [];
  const covered: number[] = [];
  const panics = frames.findIndex(({ func }) => func.symbol === "panic" || func.symbol === "runtime.gopanic");
  let caller: Reading | undefined;
  for (let index = frames.length - 1; index >= 0; index--) {
    const frame = frames[index] as StackFrame;
    const inner = elided?.after === index ? undefined : frames[index - 1];
    const found = isPrimitive(frame.func) ? undefined : reader.find(frame, inner, caller);
    caller = found;
    readings[index] = found;
    if (!found) continue;
    let complete = !found.loose;
    if (createdBy && index === frames.length - 1) held.push(...inherited(found, frame, index));
    for (const [position, effect] of found.effects.entries()) {
      // Behind a panic deferred functions have run that nothing shows.
      const certain = effect.certain && index < (panics < 0 ? frames.length : panics);
      if (effect.sign < 0) held = release(held, effect.class, effect, certain);
      else if (effect.class === undefined) complete = false;
      else held.push({ ...holding(effect.class, effect, index, found, frame, certain), effect: position });
    }
    held = throughSync(held, found, frames, index);
    // A lock whose class is not known may be any.
    if (complete) covered.push(index);
  }
  const withObjects = held.map((one): Held => {
    const { frame, effect } = one;
    const object = effect === undefined ? undefined : reader.takenOn?.(stack, readings, frame, effect);
    return object ? { ...one, object } : one;
  });
  // Ten thousand waiters share a stack.
  const asked = new Map<number, LockObject | undefined>();
  return {
    held: withObjects.sort((a, b) => a.frame - b.frame),
    covered,
    askedOn: (frame) => {
      if (!asked.has(frame)) asked.set(frame, reader.askedOn?.(stack, readings, frame));
      return asked.get(frame);
    },
  };
}

/** Calls into package sync that change what is held while they last. */
function throughSync(held: Holding[], found: FrameReading, frames: readonly StackFrame[], index: number): Holding[] {
  const inner = frames[index - 1]?.func;
  if (inner?.package !== "sync") return held;
  if (inner.receiver === "Cond" && inner.name === "Wait") {
    const name = found.condition();
    return release(held, name, { mode: "lock", shared: name === undefined }, true);
  }
  if (inner.receiver === "Once" && frames.slice(0, index).some(({ func }) => isUser(func))) {
    const name = found.once();
    const lock = { mode: "lock", line: found.line } as const;
    if (name !== undefined) return [...held, holding(name, lock, index, found, frames[index] as StackFrame, true)];
  }
  return held;
}

/** Locks that a goroutine's first function releases whatever it does and never took: who started it handed them over. */
function inherited(found: FrameReading, frame: StackFrame, index: number): Holding[] {
  return found.given.flatMap((lock) =>
    lock.class === undefined ? [] : [holding(lock.class, lock, index, found, frame, true)],
  );
}

function holding(
  name: string,
  { mode, line }: Pick<LockEffect, "mode" | "line">,
  frame: number,
  found: FrameReading,
  { func }: StackFrame,
  certain: boolean,
): Holding {
  const verb = mode === "rlock" ? "RLock" : "Lock";
  const source = `${found.file}: ${verb} ${line} → call ${found.line}`;
  const fact = { class: name, mode, holder: func.symbol, source };
  return { class: name, mode, frame, fact, certain, ...(!certain && { may: true as const }) };
}

/**
 * Takes away what an inner frame released: the innermost lock of that class. A release through a pointer or interface whose class is not
 * known can mean the only one that is held, or else any.
 */
function release(
  held: Holding[],
  name: string | undefined,
  { mode, shared }: Pick<LockEffect, "mode" | "shared">,
  certain: boolean,
): Holding[] {
  const fits = held.filter((holding) => holding.mode === mode);
  const last =
    fits.findLast((holding) => holding.class === name) ?? (shared && fits.length === 1 ? fits[0] : undefined);
  if (!last) return shared ? held.map(doubted) : held;
  const others = held.filter((holding) => holding !== last);
  return certain ? others : [...others, doubted(last)];
}

function doubted(holding: Holding): Holding {
  return { ...holding, certain: false, may: true };
}

/** Functions that are the locks themselves. */
export function isPrimitive({ package: path }: FuncName): boolean {
  return path === "sync" || path === "internal/sync" || path === "runtime";
}

function isUser({ package: path }: FuncName): boolean {
  return !/^(sync|internal\/sync|runtime|sync\/atomic|)$/.test(path);
}
