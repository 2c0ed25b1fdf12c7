import type { LockFacts } from "../facts/lock-facts.ts";
import type { Goroutine, Stack } from "../model/dump.ts";
import { groupsOf } from "../parse/groups-of.ts";
import { waitOfStack } from "../waits/wait-of.ts";
import { framesRead } from "./evidence/read-throughout.ts";
import type { LockDraft } from "./group-waiters.ts";
import type { Scene } from "./scene.ts";
import { repositoriesOfSites, repositoryOf } from "./suspects.ts";

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
  const roots = repositoriesOfSites(draft);
  // Who holds one while it waits for work is no suspect, but a holder.
  let holders = idleHolders(facts, draft, name) ? 1 : 0;
  // Ten thousand waiters share a handful of stacks, of which mostly none holds one.
  const mayHold = new Map<Stack, boolean>();
  for (const goroutine of [...suspects, ...draft.waiters.map((waiter) => waiter.goroutine)]) {
    const { stack } = goroutine;
    let may = mayHold.get(stack);
    if (may === undefined) {
      if (!framesRead(facts, stack, 0, (func) => roots.has(repositoryOf(func.package)))) return undefined;
      may = facts.heldBy(stack).some((held) => held.class === name);
      mayHold.set(stack, may);
    }
    if (may && holdsOf(goroutine).held.some((held) => held.class === name)) holders++;
  }
  return holders === 0 ? "abandonedBySource" : "abandonedBesideHolders";
}

/** Whether a goroutine that is idle by design holds a lock of the class. */
function idleHolders(facts: LockFacts, { waiters }: LockDraft, name: string): boolean {
  const dump = waiters[0]?.goroutine.dump;
  const groups = dump ? groupsOf(dump) : [];
  return groups.some(
    ({ state, stack }) =>
      waitOfStack(state, stack).idle !== undefined && facts.heldBy(stack).some((held) => held.class === name),
  );
}
