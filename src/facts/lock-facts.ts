import type { Stack, StackFrame } from "../model/dump.ts";
import type { FactSet, HoldFact, LockClass } from "./fact.ts";
import type { LockObject } from "./lock-object.ts";
import { anySymbol, type SymbolPattern, symbolPattern } from "./symbol-pattern.ts";

/** A lock class that a stack holds by the facts. */
export interface Held {
  readonly class: string;
  readonly mode: "lock" | "rlock";
  /** Index of the frame that took the lock. */
  readonly frame: number;
  readonly fact: HoldFact;
  /** The object that the lock was taken on, where the source tells. */
  readonly object?: LockObject;
  /** Held on some way to this line only: a weak reason. */
  readonly may?: true;
}

/** Lock facts in a form that answers questions about stacks. */
export interface LockFacts {
  /** The class of the lock that a waiter with this site asks for; undefined when the facts do not say or do not agree. */
  classOfSite(site: StackFrame, kind: "mutex" | "rwmutex" | "unknown"): LockClass | undefined;
  /** What a stack holds, innermost first. Cached: equal stacks are one object. */
  heldBy(stack: Stack): readonly Held[];
  /** The object on which a frame of a waiter's stack asks for its lock. */
  askedOn?(stack: Stack, frame: number): LockObject | undefined;
  /** Frames that these facts have read in the source: what they do not say is held there is not held. */
  covers?(stack: Stack): readonly number[];
}

interface CompiledHold {
  readonly fact: HoldFact;
  readonly holder: SymbolPattern;
  readonly during: SymbolPattern | undefined;
  readonly except: SymbolPattern | undefined;
}

/** Compiles fact sets; no sets give facts that know nothing. */
export function compileFacts(sets: readonly FactSet[]): LockFacts {
  const classes = sets.flatMap((set) =>
    set.classes.map((lockClass) => ({ lockClass, asks: anySymbol(lockClass.askedBy) })),
  );
  const holds: CompiledHold[] = sets.flatMap((set) =>
    set.holds.map((fact) => ({
      fact,
      holder: symbolPattern(fact.holder),
      during: fact.while && anySymbol(fact.while),
      except: fact.except && anySymbol(fact.except),
    })),
  );
  const cache = new WeakMap<Stack, readonly Held[]>();
  return {
    classOfSite(site, kind) {
      const found = classes.filter(
        ({ lockClass, asks }) => (kind === "unknown" || lockClass.kind === kind) && asks(site.func),
      );
      return found.length === 1 ? found[0]?.lockClass : undefined;
    },
    heldBy(stack) {
      let held = cache.get(stack);
      if (!held) {
        held = findHeld(stack, holds);
        cache.set(stack, held);
      }
      return held;
    },
  };
}

function findHeld(stack: Stack, holds: readonly CompiledHold[]): Held[] {
  const held: Held[] = [];
  stack.frames.forEach((frame, index) => {
    // The innermost frame calls nothing that a dump shows; what it waits for itself is not yet taken.
    const callee = stack.frames[index - 1];
    if (!callee || isLockCall(callee) || isConditionWait(callee)) return;
    for (const { fact, holder, during, except } of holds) {
      if (!holder(frame.func)) continue;
      if (during ? during(callee.func) : !except?.(callee.func))
        held.push({ class: fact.class, mode: fact.mode, frame: index, fact });
    }
  });
  return held;
}

function isLockCall(frame: StackFrame): boolean {
  const { package: path, receiver } = frame.func;
  return (path === "sync" || path === "internal/sync") && (receiver === "Mutex" || receiver === "RWMutex");
}

/** It gives the lock back for as long as it waits. */
function isConditionWait({ func }: StackFrame): boolean {
  return func.package === "sync" && func.receiver === "Cond" && func.name === "Wait";
}
