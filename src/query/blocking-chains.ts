import { callsOf } from "../calls/ends.ts";
import { isIdleCall } from "../calls/idle.ts";
import type { StackGraph } from "../graph/types.ts";
import type { Goroutine } from "../model/dump.ts";
import { alongSteps, type Certainty, certaintyOf } from "./chain-confidence.ts";
import { type ChainEnd, endOf } from "./chain-root.ts";
import { cycleConfidence, cycleOf } from "./cycle.ts";
import { haltedServer } from "./halted-server.ts";
import type { Next } from "./next-of.ts";
import { goroutineNode, goroutinesAt } from "./refs.ts";
import { type WaitGraph, waitGraph } from "./wait-graph.ts";

export interface Chain extends Certainty {
  /** Keys of the goroutines from the farthest victim to the root blocker; each but the last with the way on. */
  readonly steps: readonly { readonly key: string; readonly next?: Next }[];
  /** The goroutines that reach the last step over locks and calls, without it. */
  readonly victims: readonly Goroutine[];
  /** Those that reach it only over other edges. */
  readonly victimsIndirect: readonly Goroutine[];
  /** Keys of the nodes of both. */
  readonly victimKeys: readonly string[];
  readonly end: ChainEnd;
}

/** One chain per root blocker, most victims first. */
export function blockingChains(graph: StackGraph): Chain[] {
  const waits = waitGraph(graph);
  const chains = [...rootChains(graph, waits), ...ownerlessLocks(graph, waits)];
  return chains.sort(
    (a, b) =>
      b.victims.length - a.victims.length ||
      b.victimsIndirect.length - a.victimsIndirect.length ||
      compare(last(a), last(b)),
  );
}

function last(chain: Chain): string {
  return chain.steps[chain.steps.length - 1]?.key ?? "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Chains that end in a goroutine that waits for no lock and no served call, or in a cycle. */
function rootChains(graph: StackGraph, waits: WaitGraph): Chain[] {
  const ofLock = lockWithoutOwner(graph);
  return waits.components.flatMap((component): Chain[] => {
    if (component.some((key) => waits.next(key).some(({ to }) => !component.includes(to)))) return [];
    const cycle = cycleOf(component, waits.next);
    const root = cycle.length > 0 ? rotate(graph, waits, cycle) : [{ key: component[0] as string }];
    const rootKey = (root[root.length - 1] as { key: string }).key;
    if (cycle.length === 0 && ofLock.has(rootKey)) return [];
    if (goroutineNode(graph, rootKey).goroutine.id === undefined) return [];
    const way = waits.longestWayTo((root[0] as { key: string }).key);
    const steps = [...way.slice(0, -1), ...root];
    const end = cycle.length > 0 ? cycleEnd(cycle) : endOf(graph, rootKey);
    const reach = victims(waits, [rootKey]);
    if (reach.direct.length === 0 && isAtWork(graph, rootKey)) return [];
    if (reach.direct.length + reach.indirect.length === 0 && cycle.length === 0 && !tellsByItself(graph, rootKey, end))
      return [];
    const sure = cycle.length > 0 ? { confidence: alongSteps(steps), or: [] } : certaintyOf(graph, steps);
    return [{ steps, ...victimsOf(graph, reach), end, ...sure }];
  });
}

function cycleEnd(cycle: readonly { readonly next: Next }[]): ChainEnd {
  return { kind: "deadlock", ...(cycleConfidence(cycle) === undefined && { doubtful: true }) };
}

/** The cycle, from the member that the longest way from outside leads to, once around. */
function rotate(
  graph: StackGraph,
  waits: WaitGraph,
  cycle: readonly { key: string; next: Next }[],
): { key: string; next?: Next }[] {
  // A link that is a guess, over a channel or the like, stands behind the last member, so that the others are known to wait for it.
  const guess = cycle.findLastIndex(({ next }) => !next.direct);
  if (guess >= 0 && cycle.some(({ next }) => next.direct)) return turn(cycle, (guess + 1) % cycle.length);
  const depth = (key: string) => waits.longestWayTo(key).length;
  const id = (key: string) => goroutineNode(graph, key).goroutine.id ?? 0;
  let start = 0;
  cycle.forEach(({ key }, index) => {
    const best = (cycle[start] as { key: string }).key;
    if (depth(key) > depth(best) || (depth(key) === depth(best) && id(key) < id(best))) start = index;
  });
  return turn(cycle, start);
}

/** The cycle from a member on; the last one closes it. */
function turn(cycle: readonly { key: string; next: Next }[], start: number): { key: string; next?: Next }[] {
  const turned = [...cycle.slice(start), ...cycle.slice(0, start)];
  return turned.map(({ key, next }, index) => (index === turned.length - 1 ? { key } : { key, next }));
}

/** Locks whose owner is not known: their waiters are no root blockers, the lock itself is where the chain ends. */
function ownerlessLocks(graph: StackGraph, waits: WaitGraph): Chain[] {
  const chains: Chain[] = [];
  graph.forEachNode((lockKey, node) => {
    if (node.type !== "lock" || !isOwnerless(graph, lockKey)) return;
    const waiters = waiterKeys(graph, lockKey).filter((key) => waits.next(key).length === 0);
    const ways = waiters
      .map((key) => waits.longestWayTo(key))
      .sort((a, b) => b.length - a.length || oldestFirst(graph, a, b));
    const steps = ways[0];
    if (!steps) return;
    const rootKey = (steps[steps.length - 1] as { key: string }).key;
    const { direct, indirect } = victims(waits, waiters);
    const end = endOf(graph, rootKey);
    const others = [...new Set([...waiters, ...direct])].filter((key) => key !== rootKey);
    const reach = victimsOf(graph, { direct: others, indirect });
    chains.push({
      steps,
      ...reach,
      // Those that wait like the root are its victims as little and as much as all others are.
      victims: [...(goroutineNode(graph, rootKey).alike ?? []), ...reach.victims],
      end,
      confidence: alongSteps(steps) * (end.kind === "deadlock" && end.lock ? end.confidence : 1),
      or: [],
    });
  });
  return chains;
}

function oldestFirst(graph: StackGraph, a: readonly { key: string }[], b: readonly { key: string }[]): number {
  const rootOf = (way: readonly { key: string }[]) => goroutineNode(graph, way[way.length - 1]?.key ?? "").goroutine;
  const [one, other] = [rootOf(a), rootOf(b)];
  return (other.minutes ?? -1) - (one.minutes ?? -1) || (one.id ?? 0) - (other.id ?? 0);
}

function isOwnerless(graph: StackGraph, lockKey: string): boolean {
  return !graph.someOutEdge(lockKey, (_, edge) => edge.type === "held-by" && edge.chosen);
}

function lockWithoutOwner(graph: StackGraph): Set<string> {
  const keys = graph.filterNodes((key, node) => node.type === "lock" && isOwnerless(graph, key));
  return new Set(keys.flatMap((key) => waiterKeys(graph, key)));
}

function waiterKeys(graph: StackGraph, lockKey: string): string[] {
  return graph.filterInNeighbors(lockKey, (_, node) => node.type === "goroutine" && node.goroutine.id !== undefined);
}

function victimsOf(
  graph: StackGraph,
  { direct, indirect }: { readonly direct: readonly string[]; readonly indirect: readonly string[] },
): Pick<Chain, "victims" | "victimKeys" | "victimsIndirect"> {
  return {
    victims: goroutinesAt(graph, direct),
    victimsIndirect: goroutinesAt(graph, indirect),
    victimKeys: [...direct, ...indirect],
  };
}

/** Everybody who waits for one of the roots: first over locks and calls alone, then over all edges. */
function victims(waits: WaitGraph, roots: readonly string[]): { direct: string[]; indirect: string[] } {
  const reach = (follow: (next: Next) => boolean) => {
    const reached = new Set(roots);
    const queue = [...roots];
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      for (const { from, next } of waits.waitingFor(key)) {
        if (reached.has(from) || !follow(next)) continue;
        reached.add(from);
        queue.push(from);
      }
    }
    for (const root of roots) reached.delete(root);
    return reached;
  };
  const direct = reach((next) => next.direct);
  const indirect = [...reach(() => true)].filter((key) => !direct.has(key));
  return { direct: [...direct], indirect };
}

/**
 * Whether a goroutine for which nobody waits is worth telling: it waits for a child process, or it serves a request, or waits long, inside
 * a call whose server is not at hand, or is known to answer nobody. A call that has just been made is daily work.
 */
function tellsByItself(graph: StackGraph, key: string, end: ChainEnd): boolean {
  if (end.kind === "child") return true;
  if (end.kind !== "call") return false;
  const { goroutine } = goroutineNode(graph, key);
  const { server } = callsOf(goroutine);
  if (goroutine.minutes !== undefined || (server !== undefined && !isIdleCall(server))) return true;
  return haltedServer(graph, end.call.client)?.only === true;
}

/** A parent that waits for a goroutine which runs or sleeps waits for work, not for something blocked. */
function isAtWork(graph: StackGraph, key: string): boolean {
  const { kind } = goroutineNode(graph, key).wait;
  return kind === "running" || kind === "sleep";
}
