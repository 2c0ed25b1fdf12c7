import type { LockClass } from "../facts/fact.ts";
import type { LockFacts } from "../facts/lock-facts.ts";
import type { Lock } from "../model/lock.ts";
import { pointerOf } from "./held-object.ts";
import { functionOf, isInside, type Waiter } from "./waiters.ts";

/** A lock as the waiters show it, before anybody asked for its owner. */
export interface LockDraft {
  readonly key: string;
  kind: Lock["kind"];
  readonly address?: string;
  readonly waiters: Waiter[];
  /** Objects that hold the lock: trusted receivers of the sites, near enough to the address. */
  readonly objects: Set<string>;
  /** Trusted receivers of the sites that do not hold the lock: it lies elsewhere. */
  readonly receivers: Set<string>;
  /** Receiver types of the sites whose objects hold the lock. */
  readonly types: Set<string>;
  /** Receiver types of the sites whose objects do not. */
  readonly takers: Set<string>;
  /** Plain functions of the sites, with their closures. */
  readonly functions: Set<string>;
  /** By the source: pointers to the objects that it is asked for on, by the way from there to the lock. */
  readonly pointers: Map<string, Set<string>>;
  class?: LockClass;
}

/**
 * One lock per address. A waiter that shows only the object around the lock joins the lock of that object; one that shows nothing joins
 * when exactly one lock fits its type, else waiters of one type (or of one function) form a lock of their own.
 */
export function groupWaiters(waiters: readonly Waiter[], facts: LockFacts): LockDraft[] {
  const drafts: LockDraft[] = [];
  const byAddress = new Map<string, LockDraft>();
  const rest: Waiter[] = [];
  for (const waiter of waiters) {
    const { address } = waiter.target;
    if (address === undefined) {
      rest.push(waiter);
      continue;
    }
    let draft = byAddress.get(address);
    if (!draft) {
      draft = newDraft(address, waiter, address);
      byAddress.set(address, draft);
      drafts.push(draft);
    }
    add(draft, waiter, facts);
  }
  // Those with an object first: they tell more about the locks that the others may join.
  for (const waiter of rest.filter((waiter) => waiter.target.within !== undefined)) join(drafts, waiter, facts);
  for (const waiter of rest.filter((waiter) => waiter.target.within === undefined)) join(drafts, waiter, facts);
  return drafts;
}

function join(drafts: LockDraft[], waiter: Waiter, facts: LockFacts): void {
  const draft = findFitting(drafts, waiter, facts) ?? newDraft(keyOf(waiter), waiter, undefined);
  if (draft.waiters.length === 0) drafts.push(draft);
  add(draft, waiter, facts);
}

function findFitting(drafts: readonly LockDraft[], waiter: Waiter, facts: LockFacts): LockDraft | undefined {
  const compatible = drafts.filter((draft) => fits(draft.kind, waiter.lock.kind));
  const asked = askedOn(waiter, facts);
  const shared = compatible.find((draft) => asked.some(({ way, pointer }) => draft.pointers.get(way)?.has(pointer)));
  if (shared) return shared;
  const within = waiter.target.within ?? staleReceiver(waiter);
  if (within !== undefined) {
    const same = compatible.find(
      (draft) => draft.objects.has(within) && (!waiter.type || draft.types.size === 0 || draft.types.has(waiter.type)),
    );
    if (same || waiter.target.within !== undefined) return same;
  }
  const key = keyOf(waiter);
  const own = compatible.find((draft) => draft.key === key);
  if (own) return own;
  const lockClass = classOf(waiter, waiter.lock.kind, facts);
  const alike = compatible.filter(
    (draft) =>
      (waiter.type !== undefined && draft.types.has(waiter.type)) ||
      (lockClass !== undefined && draft.class === lockClass),
  );
  return alike.length === 1 ? alike[0] : undefined;
}

/**
 * The receiver of the site when it is printed with `?`. Not trusted by itself: it is only compared with objects of the same type that other
 * frames show without doubt.
 */
function staleReceiver({ goroutine, siteIndex, site }: Waiter): string | undefined {
  if (!site?.func.pointerReceiver || site.func.closure !== "" || site.inlined) return undefined;
  const first = goroutine.args(siteIndex)[0];
  return first?.kind === "word" ? first.value : undefined;
}

/** By the frame that wants the lock, else by the wrapper that asked for it. */
function classOf({ goroutine, wait, site }: Waiter, kind: Lock["kind"], facts: LockFacts): LockClass | undefined {
  const asked = goroutine.stack.frames[wait.site];
  return (site && facts.classOfSite(site, kind)) ?? (asked && facts.classOfSite(asked, kind));
}

function keyOf({ target, type, site, lock }: Waiter): string {
  if (target.within !== undefined) return `${lock.kind} in ${target.within} of ${type ?? "?"}`;
  if (type !== undefined) return `${lock.kind} of ${type}`;
  return `${lock.kind} at ${site?.func.symbol ?? "?"}`;
}

function newDraft(key: string, waiter: Waiter, address: string | undefined): LockDraft {
  return {
    key,
    kind: waiter.lock.kind,
    ...(address !== undefined && { address }),
    waiters: [],
    objects: new Set(),
    receivers: new Set(),
    types: new Set(),
    takers: new Set(),
    functions: new Set(),
    pointers: new Map(),
  };
}

function add(draft: LockDraft, waiter: Waiter, facts: LockFacts): void {
  draft.waiters.push(waiter);
  // A frame of RWMutex says more than one of the mutex inside it.
  if (draft.kind === "unknown" || waiter.lock.kind === "rwmutex") draft.kind = waiter.lock.kind;
  const { within, address } = waiter.target;
  const holdsLock = within === undefined || address === undefined || isInside(address, within);
  if (within !== undefined) (holdsLock ? draft.objects : draft.receivers).add(within);
  if (waiter.type !== undefined) (holdsLock ? draft.types : draft.takers).add(waiter.type);
  const functionName = waiter.site && functionOf(waiter.site.func);
  if (functionName !== undefined) draft.functions.add(functionName);
  const lockClass = classOf(waiter, draft.kind, facts);
  if (lockClass) draft.class ??= lockClass;
  for (const { way, pointer } of askedOn(waiter, facts))
    draft.pointers.set(way, (draft.pointers.get(way) ?? new Set()).add(pointer));
}

/** The objects that a waiter asks for the lock on, by the source: in the frame that wants it, and in the wrapper that asks. */
function askedOn(
  { goroutine, wait, siteIndex }: Waiter,
  facts: LockFacts,
): { readonly way: string; readonly pointer: string }[] {
  return [...new Set([siteIndex, wait.site])].flatMap((frame) => {
    const object = frame < 0 ? undefined : facts.askedOn?.(goroutine.stack, frame);
    const pointer = object && pointerOf(goroutine, object);
    return object && pointer !== undefined ? [{ way: object.way, pointer }] : [];
  });
}

function fits(a: Lock["kind"], b: Lock["kind"]): boolean {
  return a === b || a === "unknown" || b === "unknown";
}
