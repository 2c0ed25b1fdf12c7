import type { LockFacts } from "../facts/lock-facts.ts";
import type { Goroutine, Stack } from "../model/dump.ts";
import { waitOfStack } from "../waits/wait-of.ts";
import { framesRead } from "./evidence/read-throughout.ts";
import type { LockDraft } from "./group-waiters.ts";
import type { Scene } from "./scene.ts";
import { repositoryOf } from "./suspects.ts";

/**
 * Whether the source, read for every goroutine that can hold the lock, says that none of them does ("abandonedBySource") or that some hold a
 * lock of its class, which may be that of another object ("abandonedBesideHolders"). Undefined when it was not read for all of them.
 */
export function unheldBySource(
  facts: LockFacts,
  draft: LockDraft,
  suspects: readonly Goroutine[] | undefined,
  holdsOf: Scene["holdsOf"],
): "abandonedBySource" | "abandonedBesideHolders" | undefined {
  const name = draft.class?.name;
  if (name === undefined || !facts.covers || suspects === undefined) return undefined;
  const roots = new Set(draft.waiters.flatMap(({ site }) => (site ? [repositoryOf(site.func.package)] : [])));
  // Who holds one while it waits for work is no suspect, but a holder.
  let holders = idleHolders(facts, draft, name) ? 1 : 0;
  for (const goroutine of [...suspects, ...draft.waiters.map((waiter) => waiter.goroutine)]) {
    if (holdsOf(goroutine).held.some((held) => held.class === name)) holders++;
    if (!framesRead(facts, goroutine.stack, 0, (func) => roots.has(repositoryOf(func.package)))) return undefined;
  }
  return holders === 0 ? "abandonedBySource" : "abandonedBesideHolders";
}

/** Whether a goroutine that is idle by design holds a lock of the class. */
function idleHolders(facts: LockFacts, { waiters }: LockDraft, name: string): boolean {
  const goroutines = waiters[0]?.goroutine.dump.goroutines;
  const stacks = new Set<Stack>();
  for (let index = 0; goroutines && index < goroutines.length; index++) {
    const stack = goroutines.stackAt(index);
    if (waitOfStack(goroutines.stateAt(index), stack).idle !== undefined) stacks.add(stack);
  }
  return [...stacks].some((stack) => facts.heldBy(stack).some((held) => held.class === name));
}
