import type { GoNode } from "./go-node.ts";
import type { Scope, Variable } from "./scope.ts";

/** A lock as a function names it. */
export interface LockRef {
  /** The variable that the expression starts with. */
  readonly root: Variable | undefined;
  /** The expression behind the variable, "." and field names; without a variable the whole expression. */
  readonly rest: string;
  readonly mode: "lock" | "rlock";
  readonly kind: "mutex" | "rwmutex";
  /** Name of its class, when the source at hand tells. */
  readonly class: string | undefined;
  /** It is reached through a pointer or interface, so that its class may have another name elsewhere. */
  readonly shared?: boolean;
  /** Line of the operation. */
  readonly line: number;
}

/** A lock was taken (1) or released (-1): for sure, or on some path only. */
export interface Effect {
  readonly sign: 1 | -1;
  readonly lock: LockRef;
  readonly certain: boolean;
  /** The call that did it, for what is known of its outcome. */
  readonly origin?: GoNode;
}

/** A `defer` statement that was passed. */
export interface Deferred {
  readonly node: GoNode;
  readonly scope: Scope;
  readonly certain: boolean;
}

/**
 * What is known at a point of a function, relative to its start: locks taken and not released, locks released that it had not taken (its
 * caller's). A dead point (behind a return) has no state.
 */
export interface State {
  readonly effects: ReadonlyMap<string, Effect>;
  readonly defers: readonly Deferred[];
  /** Variables known to be nil or false ("zero"), or not ("set"), by id. */
  readonly known: ReadonlyMap<number, "zero" | "set">;
}

export const EMPTY: State = { effects: new Map(), defers: [], known: new Map() };

/** Two names of one lock have one key. */
export function keyOf({ root, rest, mode }: LockRef): string {
  return `${root ? `#${root.id}` : ""}${rest} ${mode}`;
}

/** The state after an effect. */
export function apply(state: State, effect: Effect): State {
  const effects = new Map(state.effects);
  const key = keyOf(effect.lock);
  const known = effects.get(key);
  if (effect.sign > 0) {
    if (known?.sign === -1 && known.certain && effect.certain) effects.delete(key);
    else if (!(known?.sign === 1 && (known.certain || !effect.certain))) effects.set(key, effect);
  } else if (known?.sign === 1) {
    if (effect.certain) effects.delete(key);
    else effects.set(key, { ...known, certain: false });
  } else if (!releaseAlike(effects, effect)) effects.set(key, effect);
  return { ...state, effects };
}

/**
 * A release under a name that was not seen taking: it may be one of the same class under another name. The only one is released; of
 * several none is held for sure any more.
 */
function releaseAlike(effects: Map<string, Effect>, { lock, certain }: Effect): boolean {
  if (lock.class === undefined) return false;
  const alike = [...effects].filter(
    ([, held]) => held.sign === 1 && held.lock.class === lock.class && held.lock.mode === lock.mode,
  );
  for (const [key, held] of alike) {
    if (alike.length === 1 && certain) effects.delete(key);
    else effects.set(key, { ...held, certain: false });
  }
  return alike.length > 0;
}

/** What holds after both of two ways. */
export function join(a: State | undefined, b: State | undefined): State | undefined {
  if (!a || !b || a === b) return a ?? b;
  const effects = new Map<string, Effect>();
  for (const [key, one] of a.effects) {
    const other = b.effects.get(key);
    const held = other && other.sign > one.sign ? other : one;
    effects.set(key, { ...held, certain: one.certain && other?.certain === true && one.sign === other.sign });
  }
  for (const [key, other] of b.effects) if (!effects.has(key)) effects.set(key, { ...other, certain: false });
  return { effects, defers: joinDefers(a.defers, b.defers), known: intersect(a.known, b.known) };
}

export function joinAll(states: readonly (State | undefined)[]): State | undefined {
  return states.reduce(join, undefined);
}

function joinDefers(a: readonly Deferred[], b: readonly Deferred[]): readonly Deferred[] {
  if (a.length === b.length && a.every((deferred, index) => deferred.node === b[index]?.node)) {
    return a.map((deferred, index) => ({ ...deferred, certain: deferred.certain && b[index]?.certain === true }));
  }
  const inBoth = (deferred: Deferred, other: readonly Deferred[]) =>
    other.some((same) => same.node === deferred.node && same.certain);
  const own = a.map((deferred) => ({ ...deferred, certain: deferred.certain && inBoth(deferred, b) }));
  const added = b.filter((deferred) => !a.some((same) => same.node === deferred.node));
  return [...own, ...added.map((deferred) => ({ ...deferred, certain: false }))];
}

function intersect<K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  return new Map([...a].filter(([key, value]) => b.get(key) === value));
}

/** Whether two states say the same: a loop has been followed often enough. */
export function same(a: State | undefined, b: State | undefined): boolean {
  if (!a || !b) return a === b;
  return (
    a.effects.size === b.effects.size &&
    a.defers.length === b.defers.length &&
    [...a.effects].every(([key, { sign, certain }]) => {
      const other = b.effects.get(key);
      return other?.sign === sign && other.certain === certain;
    })
  );
}
