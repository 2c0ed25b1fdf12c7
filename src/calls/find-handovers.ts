import type { Dependency } from "../model/dependency.ts";
import type { Dump, Goroutine, Stack } from "../model/dump.ts";
import { groupsOf } from "../parse/groups-of.ts";
import { isCarrier } from "../waits/path.ts";
import { waitOfStack } from "../waits/wait-of.ts";
import { memo } from "./memo.ts";
import { oldestFirst } from "./oldest-first.ts";
import { handoverConfidence } from "./tables/confidences.ts";
import { type HandoverRule, handoverRules } from "./tables/handovers.ts";

/** What a stack can be for the rules: where it waits by itself, and which rules' worker it is inward of. */
interface Roles {
  readonly waits: readonly HandoverRule[];
  readonly works: readonly HandoverRule[];
}

/**
 * Goroutines that have handed a request to another one of the same process, and those that carry such requests out. Where a rule says that
 * each worker has one request in hand and several are there, the oldest request is taken to be in the hands of the oldest worker, and the
 * confidence says that this is a guess; requests that no worker can have are still with whoever hands them on.
 */
export function findHandovers(dump: Dump): Dependency[] {
  const { goroutines } = dump;
  const waiters = new Map<HandoverRule, Goroutine[]>();
  const workers = new Map<HandoverRule, Goroutine[]>();
  for (const { stack, state, indexes } of groupsOf(dump)) {
    const { waits, works } = rolesOf(stack);
    if (waits.length + works.length === 0) continue;
    const wait = waitOfStack(state, stack);
    const blocked =
      (wait.kind === "channel" || wait.kind === "select") && (wait.idle === undefined || wait.idlePresumed);
    for (const goroutine of indexes.map((index) => goroutines.at(index))) {
      for (const rule of blocked ? waits : []) add(waiters, rule, goroutine);
      for (const rule of works) add(workers, rule, goroutine);
    }
  }
  const inHand = new Set<Goroutine>();
  return handoverRules.flatMap((rule) => {
    const asking = oldestFirst(waiters.get(rule) ?? []).filter((goroutine) => !inHand.has(goroutine));
    const working = oldestFirst(workers.get(rule) ?? []);
    if (rule.serves === "all") return asking.flatMap((from) => queued(rule, from, working));
    return asking.slice(0, working.length).map((from, at) => {
      inHand.add(from);
      return dependency(rule, from, working[at] as Goroutine, Math.max(asking.length, working.length));
    });
  });
}

const rolesOf = memo(({ frames }: Stack): Roles => {
  const own = frames.findIndex((frame) => !isCarrier(frame));
  const site = frames[own]?.func.symbol;
  if (site === undefined) return { waits: [], works: [] };
  return {
    waits: handoverRules.filter(({ waiter }) => waiter.test(site)),
    works: handoverRules.filter(({ worker }) => frames.slice(own + 1).some(({ func }) => worker.test(func.symbol))),
  };
});

/** Of several goroutines that serve everybody in turn each may be the one: event queues have one for each container. */
function queued(rule: HandoverRule, from: Goroutine, working: readonly Goroutine[]): Dependency[] {
  return working.filter((to) => to !== from).map((to, _, { length }) => dependency(rule, from, to, length));
}

function dependency(rule: HandoverRule, from: Goroutine, to: Goroutine, choices: number): Dependency {
  const confidence = handoverConfidence / choices;
  const one = choices === 1 ? "" : `one of ${choices} that fit: `;
  const text = `${rule.because ?? "has handed its request over"} and waits for goroutine ${to.id ?? "?"}, ${one}it ${rule.text}`;
  const weight = Math.round(Math.log(confidence / (1 - confidence)) * 100) / 100;
  return {
    from,
    to,
    kind: "channel",
    text,
    confidence,
    evidence: [{ rule: rule.name, weight, text, source: rule.source }],
  };
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
