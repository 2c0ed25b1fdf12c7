import type { Dump, Goroutine } from "../model/dump.ts";
import type { Lock } from "../model/lock.ts";
import type { NamedDump } from "../processes/named-dump.ts";
import { waitOf } from "../waits/wait-of.ts";
import { crowdsOf, type Spokesman } from "./crowds.ts";
import { goroutineKey, lockKey } from "./keys.ts";
import type { StackGraph } from "./types.ts";

/** Adds nodes and edges to a graph, each node once. */
export class Builder {
  readonly #graph: StackGraph;
  readonly #dumps: Map<Dump, NamedDump>;

  constructor(graph: StackGraph, dumps: readonly NamedDump[]) {
    this.#graph = graph;
    this.#dumps = new Map(dumps.map((named) => [named.dump, named]));
  }

  addGoroutine(goroutine: Goroutine, alike: readonly Goroutine[] = []): string {
    const dump = this.#dumps.get(goroutine.dump) as NamedDump;
    const key = goroutineKey(dump.name, goroutine);
    if (!this.#graph.hasNode(key))
      this.#graph.addNode(key, {
        type: "goroutine",
        dump,
        goroutine,
        wait: waitOf(goroutine),
        ...(alike.length > 0 && { alike }),
      });
    return key;
  }

  addEdge(from: Goroutine, to: Goroutine, attributes: Parameters<StackGraph["addEdge"]>[2] & object): void {
    const [source, target] = [this.addGoroutine(from), this.addGoroutine(to)];
    this.#graph.addEdgeWithKey(
      `${source} ${attributes.type} ${target} ${this.#graph.size}`,
      source,
      target,
      attributes,
    );
  }

  /** @param involved Where given: those that stand for nobody else. */
  addLock(dump: NamedDump, lock: Lock, involved: ReadonlySet<Goroutine> | undefined): void {
    const key = lockKey(dump.name, lock);
    this.#graph.addNode(key, { type: "lock", dump, lock });
    const waiters: readonly Spokesman[] = involved ? crowdsOf(lock, involved) : lock.waiters;
    for (const { goroutine, alike } of waiters) {
      const waiter = this.addGoroutine(goroutine, alike);
      this.#graph.addEdgeWithKey(`${waiter} waits-for ${key}`, waiter, key, { type: "waits-for" });
    }
    const chosen =
      lock.verdict === "ambiguous" ? lock.candidates.slice(0, 1).map(({ goroutine }) => goroutine) : lock.owners;
    for (const candidate of lock.candidates) {
      const holder = this.addGoroutine(candidate.goroutine);
      this.#graph.addEdgeWithKey(`${key} held-by ${holder}`, key, holder, {
        type: "held-by",
        chosen: chosen.some(({ index }) => index === candidate.goroutine.index),
        confidence: candidate.confidence,
        candidate,
      });
    }
  }
}
