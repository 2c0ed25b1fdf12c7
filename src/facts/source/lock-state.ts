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
  /** What is not certain is true just when a variable is like this: `if locked { mu.Lock() }`. */
  readonly when?: Condition;
  /** The call that did it, for what is known of its outcome. */
  readonly origin?: GoNode;
}

/** A variable, by id, that is nil or false ("zero"), or not ("set"). */
export interface Condition {
  readonly variable: number;
  readonly is: "zero" | "set";
}

/** A `defer` statement that was passed. */
export interface Deferred {
  readonly node: GoNode;
  readonly scope: Scope;
  readonly certain: boolean;
  readonly when?: Condition;
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
    // What is given back just when it was taken is given back.
    if (effect.certain || sameCondition({ ...known, sign: -1 }, effect).when) effects.delete(key);
    else effects.set(key, uncertain(known));
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
    if (!other) {
      effects.set(key, onOneWay(one, a, b));
      continue;
    }
    const held = other.sign > one.sign ? other : one;
    const certain = one.certain && other.certain && one.sign === other.sign;
    effects.set(key, certain ? held : { ...uncertain(held), ...sameCondition(one, other) });
  }
  for (const [key, other] of b.effects) if (!effects.has(key)) effects.set(key, onOneWay(other, b, a));
  return { effects, defers: joinDefers(a, b), known: intersect(a.known, b.known) };
}

/** What is true on one of two ways only: perhaps, or just when a variable is as it was on that way. */
function onOneWay<T extends { readonly certain: boolean; readonly when?: Condition }>(
  it: T,
  there: State,
  not: State,
): T {
  if (!it.certain) return it.when && not.known.get(it.when.variable) === opposite(it.when.is) ? it : uncertain(it);
  for (const [variable, is] of there.known)
    if (not.known.get(variable) === opposite(is)) return { ...uncertain(it), when: { variable, is } };
  return uncertain(it);
}

function opposite(is: Condition["is"]): Condition["is"] {
  return is === "zero" ? "set" : "zero";
}

function uncertain<T extends { readonly certain: boolean; readonly when?: Condition }>(it: T): T {
  const { when: _, ...rest } = it;
  return { ...rest, certain: false } as T;
}

function sameCondition(a: Effect, b: Effect): { readonly when?: Condition } {
  const same = a.sign === b.sign && a.when && a.when.variable === b.when?.variable && a.when.is === b.when.is;
  return same && a.when ? { when: a.when } : {};
}

/** A variable turns out to be nil or false, or not: what depends on it is true, or is not. */
export function learn(state: State, { variable, is }: Condition): State {
  const settle = <T extends { readonly certain: boolean; readonly when?: Condition }>(it: T): T[] => {
    if (it.certain || it.when?.variable !== variable) return [it];
    return it.when.is === is ? [{ ...uncertain(it), certain: true }] : [];
  };
  return {
    effects: new Map([...state.effects].flatMap(([key, effect]) => settle(effect).map((one) => [key, one] as const))),
    defers: state.defers.flatMap(settle),
    known: new Map(state.known).set(variable, is),
  };
}

/** A variable gets another value: what depended on it is uncertain now. */
export function forget(state: State, variable: number): State {
  const keep = <T extends { readonly certain: boolean; readonly when?: Condition }>(it: T): T =>
    it.when?.variable === variable ? uncertain(it) : it;
  const known = new Map(state.known);
  known.delete(variable);
  return {
    effects: new Map([...state.effects].map(([key, effect]) => [key, keep(effect)])),
    defers: state.defers.map(keep),
    known,
  };
}

export function joinAll(states: readonly (State | undefined)[]): State | undefined {
  return states.reduce(join, undefined);
}

function joinDefers(one: State, other: State): readonly Deferred[] {
  const [a, b] = [one.defers, other.defers];
  if (a.length === b.length && a.every((deferred, index) => deferred.node === b[index]?.node)) {
    return a.map((deferred, index) => ({ ...deferred, certain: deferred.certain && b[index]?.certain === true }));
  }
  const inBoth = (deferred: Deferred, other: readonly Deferred[]) =>
    other.some((same) => same.node === deferred.node && same.certain);
  const isIn = (deferred: Deferred, others: readonly Deferred[]) => others.some(({ node }) => node === deferred.node);
  const own = a.map((deferred) =>
    isIn(deferred, b)
      ? { ...deferred, certain: deferred.certain && inBoth(deferred, b) }
      : onOneWay(deferred, one, other),
  );
  const added = b.filter((deferred) => !isIn(deferred, a));
  return [...own, ...added.map((deferred) => onOneWay(deferred, other, one))];
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
    [...a.effects].every(([key, { sign, certain, when }]) => {
      const other = b.effects.get(key);
      return other?.sign === sign && other.certain === certain && other.when?.variable === when?.variable;
    })
  );
}
