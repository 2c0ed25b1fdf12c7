import type { Signal, SignalAct, SignalFacts } from "../../facts/signal-facts.ts";
import type { Dependency } from "../../model/dependency.ts";
import type { Stack } from "../../model/dump.ts";
import { dependency } from "./dependency.ts";
import type { Population, Sleeper } from "./population.ts";

/** What ends a wait, and how both are called. */
const ANSWERS: Readonly<
  Record<SignalAct, { readonly act: SignalAct; readonly waits: string; readonly acts: string } | undefined>
> = {
  send: { act: "receive", waits: "waits to send to", acts: "is to receive from" },
  receive: { act: "send", waits: "waits to receive from", acts: "is to send to, or to close" },
  wait: { act: "wake", waits: "waits for", acts: "is to wake" },
  acquire: { act: "release", waits: "waits for a place of", acts: "is to give back a place of" },
  wake: undefined,
  release: undefined,
};

/** When more goroutines than this can end a wait for one of them, none of them is the one waited for. */
const FEW = 3;

/** The same field of another object, or another call of the same function, has the same name. */
const CONFIDENCE = 0.65;

/**
 * Who is to act on the channel, WaitGroup or condition that a goroutine waits at, by the source: the functions that they are in do it behind
 * the line where they stand. Who waits for work by design is not waited for; nor is one who waits for the same.
 */
export function bySource({ goroutine: from, wait }: Sleeper, population: Population, facts: SignalFacts): Dependency[] {
  const awaited = facts.awaited(from.stack, wait.site).filter(({ kind, act }) => fits(wait, kind, act));
  const [first] = awaited;
  // A select goes on with any of its cases: only one with a single name waits for somebody in particular.
  if (!first || new Set(awaited.map(({ name }) => name)).size > 1) return [];
  const answer = ANSWERS[first.act];
  if (!answer) return [];
  const cases = stacksWith(population, facts).get(keyOf(first.kind, answer.act, first.name)) ?? [];
  const able = cases.filter(
    ({ sleeper: { goroutine, wait: other } }) =>
      goroutine.index !== from.index &&
      other.idle === undefined &&
      !facts.awaited(goroutine.stack, other.site).some(({ name, act }) => name === first.name && act === first.act),
  );
  // All of a WaitGroup have to come; of the others any one.
  if (first.kind !== "waitgroup" && able.length > FEW) return [];
  const confidence = first.kind === "waitgroup" ? CONFIDENCE : Math.round((100 * CONFIDENCE) / able.length) / 100;
  return able.map(({ sleeper: { goroutine }, signal }) => {
    const where = `${goroutine.stack.frames[signal.frame]?.func.short} (${signal.line})`;
    const text = `${answer.waits} ${first.name}, which goroutine ${goroutine.id} ${answer.acts} later on in ${where}`;
    // Who waits for a place of a semaphore waits for a channel that is closed by who gives one back. [x/sync/semaphore]
    const kind = first.kind === "semaphore" ? "channel" : first.kind;
    return dependency(from, goroutine, kind, text, confidence, `${first.kind}-by-source`);
  });
}

function fits({ kind, channel }: Sleeper["wait"], signal: Signal["kind"], act: SignalAct): boolean {
  if (kind === "channel") return signal === "channel" && act === channel?.direction;
  if (kind === "select") return signal === "channel";
  return kind === signal;
}

interface Case {
  readonly sleeper: Sleeper;
  readonly signal: Signal;
}

const known = new WeakMap<Population, ReadonlyMap<string, readonly Case[]>>();

/** Goroutines by what they have still to do. */
function stacksWith(population: Population, facts: SignalFacts): ReadonlyMap<string, readonly Case[]> {
  let index = known.get(population);
  if (!index) {
    index = indexPending(population, facts);
    known.set(population, index);
  }
  return index;
}

function indexPending(population: Population, facts: SignalFacts): ReadonlyMap<string, readonly Case[]> {
  const index = new Map<string, Case[]>();
  const firstOf = new WeakMap<Stack, ReadonlyMap<string, Signal>>();
  for (const sleeper of population.where((_, stack) => facts.pending(stack).length > 0)) {
    const { stack } = sleeper.goroutine;
    let signals = firstOf.get(stack);
    if (!signals) {
      signals = new Map(
        [...facts.pending(stack)].reverse().map((signal) => [keyOf(signal.kind, signal.act, signal.name), signal]),
      );
      firstOf.set(stack, signals);
    }
    for (const [key, signal] of signals) {
      const cases = index.get(key);
      if (cases) cases.push({ sleeper, signal });
      else index.set(key, [{ sleeper, signal }]);
    }
  }
  return index;
}

function keyOf(kind: Signal["kind"], act: SignalAct, name: string): string {
  return `${kind} ${act} ${name}`;
}
