import graphology from "graphology";
import { findCalls } from "../calls/find-calls.ts";
import { findHandovers } from "../calls/find-handovers.ts";
import { catalogue } from "../facts/catalogue.ts";
import type { FactSet } from "../facts/fact.ts";
import { compileFacts } from "../facts/lock-facts.ts";
import { mergeFacts } from "../facts/merge-facts.ts";
import type { ReleaseCatalogue } from "../facts/releases/release-catalogue.ts";
import { type DumpRelease, releaseFacts } from "../facts/releases/release-facts.ts";
import { type GoSource, type SourceUse, sourceFacts } from "../facts/source/source-facts.ts";
import { findDependencies } from "../locks/find-dependencies.ts";
import { findLocks } from "../locks/find-locks.ts";
import type { Call } from "../model/call.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Dump, Goroutine } from "../model/dump.ts";
import { StackgraphError } from "../model/error.ts";

import type { Lock } from "../model/lock.ts";
import type { ChildWait, ProcessEvidence } from "../model/process.ts";
import type { OnProgress } from "../model/progress.ts";
import { countGoroutines } from "../parse/count-goroutines.ts";
import { stacksOf } from "../parse/groups-of.ts";
import { findChildWaits } from "../processes/find-child-waits.ts";
import { mergeDumps } from "../processes/merge-dumps.ts";
import { nameDumps } from "../processes/name-dumps.ts";
import type { NamedDump } from "../processes/named-dump.ts";
import { Builder } from "./builder.ts";
import { childKey } from "./keys.ts";
import type { StackGraph } from "./types.ts";

/** Options of `buildGraph`. */
export interface GraphOptions {
  /** Lock facts; the shipped catalogue when absent, none when false. */
  readonly facts?: readonly FactSet[] | false;
  /** Facts of the releases of programs: what they say about a frame goes before the lock facts. Default none. */
  readonly releases?: readonly ReleaseCatalogue[];
  /** Go source of the programs: what it says about a frame goes before the lock facts. */
  readonly source?: GoSource;
  /** What process lists and the like tell. */
  readonly evidence?: ProcessEvidence;
  /**
   * Goroutines that wait alike for a lock, and for whom nobody waits, share one node: of ten thousand requests behind one mutex. Default false: every one
   * has a node.
   */
  readonly crowds?: boolean;
  /** Is told the progress, before the goroutines of each dump are linked. */
  readonly onProgress?: OnProgress;
}

const NO_EVIDENCE: ProcessEvidence = { processes: [], complete: false, bus: [], observations: new Map() };

/**
 * Links the goroutines of several dumps: who waits for which lock, who holds it, which call is served where, which child process is waited
 * for. Dumps that are the same are used once.
 * @throws StackgraphError ERR_INVALID_ARGUMENT when `dumps` is not an array.
 */
export function buildGraph(dumps: readonly Dump[], options: GraphOptions = {}): StackGraph {
  if (!Array.isArray(dumps))
    throw new StackgraphError(
      "ERR_INVALID_ARGUMENT",
      "buildGraph: dumps must be an array of dumps; pass parse(bytes).dumps",
    );
  const evidence = options.evidence ?? NO_EVIDENCE;
  const named = nameDumps(mergeDumps(dumps));
  const graph = new graphology.MultiDirectedGraph() as StackGraph;
  const builder = new Builder(graph, named);
  const source: (SourceUse & { readonly dump: string })[] = [];
  const links: Links[] = [];
  const releases: { dump: string; found: readonly DumpRelease[] }[] = [];
  const facts = compileFacts(options.facts === false ? [] : (options.facts ?? catalogue));
  // How things stand is what the latest dump of a process shows; earlier ones only tell what has not moved.
  const latest = named.filter(({ later }) => later === undefined);
  const plain = latest.map(({ dump }) => dump);
  const goroutines = countGoroutines(plain);
  for (const [index, dump] of latest.entries()) {
    options.onProgress?.({
      stage: "linking",
      done: countGoroutines(plain.slice(0, index)),
      total: goroutines,
      goroutines,
    });
    const own = options.source && sourceFacts(options.source, stacksOf(dump.dump));
    if (own) source.push({ dump: dump.name, ...own.use });
    const known = options.releases && releaseFacts(options.releases, stacksOf(dump.dump));
    if (known) releases.push({ dump: dump.name, found: known.releases });
    const merged = mergeFacts([...(own ? [own] : []), ...(known ? [known] : []), facts]);
    const locks = findLocks(dump.dump, merged);
    const holders = new Set(locks.flatMap(({ owners }) => owners.map(({ index }) => index)));
    const dependencies = [...findDependencies(dump.dump, own?.signals, holders), ...findHandovers(dump.dump)];
    links.push({ dump, locks, dependencies });
  }
  const calls = findCalls(plain);
  const children = findChildWaits(plain, evidence);
  const involved = options.crowds ? involvedIn(links, calls, children) : undefined;
  for (const { dump, locks, dependencies } of links) {
    for (const lock of locks) builder.addLock(dump, lock, isAsleep(dump.dump) ? undefined : involved);
    for (const dependency of dependencies)
      builder.addEdge(dependency.from, dependency.to, { type: "depends-on", dependency });
  }
  for (const dump of plain)
    if (isAsleep(dump)) for (const goroutine of dump.goroutines) builder.addGoroutine(goroutine);
  for (const call of calls) {
    builder.addGoroutine(call.client.goroutine);
    if (call.server) builder.addEdge(call.client.goroutine, call.server.goroutine, { type: "calls", call });
  }
  for (const child of children) {
    const key = builder.addGoroutine(child.goroutine);
    graph.mergeNode(childKey(key), { type: "process", child });
    graph.mergeEdgeWithKey(`${key} runs`, key, childKey(key), { type: "runs" });
  }
  graph.replaceAttributes({ dumps: named, calls, evidence, source, releases });
  return graph;
}

/** The runtime ended the program because every goroutine was blocked: then all of them belong to the graph. */
export function isAsleep({ crash }: Dump): boolean {
  return crash?.messages.some((message) => message.includes("all goroutines are asleep - deadlock!")) ?? false;
}

/** What is found inside one dump. */
interface Links {
  readonly dump: NamedDump;
  readonly locks: readonly Lock[];
  readonly dependencies: readonly Dependency[];
}

/** All goroutines that have another link than that of a waiter to its lock. */
function involvedIn(links: readonly Links[], calls: readonly Call[], children: readonly ChildWait[]): Set<Goroutine> {
  return new Set([
    ...links.flatMap(({ locks }) => locks.flatMap(({ candidates }) => candidates.map(({ goroutine }) => goroutine))),
    ...links.flatMap(({ dependencies }) => dependencies.flatMap(({ from, to }) => [from, to])),
    ...calls.flatMap(({ client, server, alternatives }) =>
      [client, ...(server ? [server] : []), ...alternatives].map(({ goroutine }) => goroutine),
    ),
    ...children.map(({ goroutine }) => goroutine),
  ]);
}
