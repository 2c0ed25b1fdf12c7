import type { StackGraph } from "../../graph/types.ts";
import type { TimelineEntry } from "../../model/diagnosis.ts";
import { busCallsOf, methodOf } from "../../processes/bus-calls.ts";
import { signRules } from "../../processes/signs/rules.ts";
import type { Chain } from "../blocking-chains.ts";
import { goroutineNode } from "../refs.ts";

/**
 * What happened when, earliest first: the dumps, since when, about, the goroutines of a chain have waited, when the process below it was started
 * and what it asked for, and the known lines of logs (the first and the last of each sort). Times without a zone are taken as they are; days
 * and years that a file leaves out are those of the dumps. Empty when nothing but the dumps has a time.
 */
export function findTimeline(graph: StackGraph, chains: readonly Chain[]): TimelineEntry[] {
  const dumps = ofDumps(graph);
  const reference = dumps.map(({ at }) => at).sort()[0];
  const others = [...chains.flatMap((chain) => ofChain(graph, chain, reference)), ...ofSigns(graph, reference)];
  if (others.length === 0) return [];
  const seen = new Set<string>();
  return [...dumps, ...others]
    .sort((a, b) => instant(a.at) - instant(b.at) || a.line - b.line)
    .filter(({ at, text }) => !seen.has(`${at} ${text}`) && seen.add(`${at} ${text}`));
}

function ofDumps(graph: StackGraph): TimelineEntry[] {
  return graph.getAttribute("dumps").flatMap(({ name, dump, envelope }) => {
    const at = envelope.takenAt;
    if (at === undefined || Number.isNaN(instant(at))) return [];
    return [{ at, kind: "event", text: `dump of ${name}`, file: dump.file, line: dump.lines[0] }];
  });
}

function ofChain(graph: StackGraph, { steps, end }: Chain, reference: string | undefined): TimelineEntry[] {
  const entries = steps.flatMap(({ key }): TimelineEntry[] => {
    const { dump, goroutine } = goroutineNode(graph, key);
    const { minutes, lines } = goroutine;
    const taken = dump.envelope.takenAt;
    if (minutes === undefined || taken === undefined || Number.isNaN(instant(taken))) return [];
    const at = new Date(instant(taken) - minutes * 60_000).toISOString().replace(/\.\d+/, "");
    return [{ at, kind: "since", text: `${dump.name} ${goroutine.id} waits`, file: dump.dump.file, line: lines[0] }];
  });
  return end.kind === "child" ? [...entries, ...ofChild(graph, end.child.process?.pid, reference)] : entries;
}

function ofChild(graph: StackGraph, pid: number | undefined, reference: string | undefined): TimelineEntry[] {
  const evidence = graph.getAttribute("evidence");
  const row = evidence.processes.find((process) => process.pid === pid);
  if (row === undefined || pid === undefined) return [];
  const { name, started: start } = row;
  const started: TimelineEntry[] =
    start === undefined ? [] : [{ ...start, kind: "event", text: `${name} ${pid} was started` }];
  const calls = busCallsOf(pid, evidence).flatMap((call): TimelineEntry[] => {
    const at = dated(call.sentAt, reference);
    const text = `${name} ${pid} sent ${methodOf(call)}; no answer came`;
    return at === undefined ? [] : [{ at, kind: "event", text, file: call.file, line: call.line }];
  });
  return [...started, ...calls];
}

const says = new Map(signRules.filter(({ isFact }) => isFact !== true).map((rule) => [rule.name, rule.says]));

function ofSigns(graph: StackGraph, reference: string | undefined): TimelineEntry[] {
  return (graph.getAttribute("evidence").signs ?? []).flatMap(({ rule, values, at, file, line, count, last }) => {
    const text = says.get(rule)?.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
    const [first, end] = [dated(at, reference), dated(last.at, reference)];
    if (text === undefined || first === undefined) return [];
    const entry: TimelineEntry = { at: first, kind: "event", text, file, line };
    if (count === 1 || end === undefined || end === first) return [entry];
    const again = `${text} (the last of ${count} such lines)`;
    return [
      { ...entry, text: `${text} (the first of ${count} such lines)` },
      { at: end, kind: "event" as const, text: again, file, line: last.line },
    ];
  });
}

/** A full time out of what a file prints: seconds since 1970, a time of the day, a date without its year. */
function dated(printed: string | undefined, reference: string | undefined): string | undefined {
  if (printed === undefined) return undefined;
  if (/^\d{9,}(?:\.\d+)?$/.test(printed)) return new Date(Number(printed) * 1000).toISOString();
  const full = /^\d\d:/.test(printed)
    ? reference && `${reference.slice(0, 10)}T${printed}`
    : printed.startsWith("--")
      ? reference && `${reference.slice(0, 4)}${printed.slice(1)}`
      : printed;
  return full === undefined || Number.isNaN(instant(full)) ? undefined : full;
}

/** Milliseconds; without a zone as if it were UTC. */
function instant(at: string): number {
  return Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(at) ? at : `${at}Z`);
}
