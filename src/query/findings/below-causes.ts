import type { StackGraph } from "../../graph/types.ts";
import type { Evidence, Finding } from "../../model/diagnosis.ts";
import type { Below } from "../../model/process.ts";
import type { Chain } from "../blocking-chains.ts";
import type { FindingId } from "../finding-kinds.ts";
import { goroutineNode, goroutineRef } from "../refs.ts";
import { makeFinding } from "./make-finding.ts";
import { isOrdinary } from "./ordinary.ts";

/** A finding for what stands below the last goroutine of a chain. */
interface BelowCause {
  /** Rule of the evidence that shows it. */
  readonly rules: readonly string[];
  readonly id: FindingId;
  /** When the evidence proves less than the kind's severity says. */
  readonly severity?: Finding["severity"];
}

/** First match for each process counts. */
export const belowCauses: readonly BelowCause[] = [
  { rules: ["kernel-network-storage"], id: "storage-stuck" },
  { rules: ["kernel-storage", "uninterruptible", "strace-file-system"], id: "storage-stuck", severity: "warning" },
  { rules: ["kernel-frozen", "cgroup-frozen"], id: "frozen-cgroup" },
  { rules: ["frozen-state"], id: "frozen-cgroup", severity: "warning" },
  { rules: ["stopped", "kernel-stopped"], id: "process-stopped" },
  { rules: ["zombie"], id: "zombie-child" },
  { rules: ["kernel-fifo-open", "strace-fifo"], id: "fifo-without-peer" },
  { rules: ["kernel-pipe-write", "strace-write"], id: "full-pipe" },
  { rules: ["helper-child"], id: "hook-hangs" },
  { rules: ["child-gone"], id: "lost-exit-event" },
];

const systemd = "org.freedesktop.systemd1";

/** What the processes below a chain's last goroutine show: one finding for each sort and process. */
export function belowFindings(graph: StackGraph, chain: Chain): Finding[] {
  const found = allBelow(graph, chain);
  // A hook runs, a disk is waited for and systemd is asked in daily work, too.
  return isOrdinary(graph, chain) ? found.filter(({ id }) => id === "process-stopped") : found;
}

function allBelow(graph: StackGraph, { end, steps }: Chain): Finding[] {
  const last = steps.at(-1)?.key;
  if (end.kind !== "child" || last === undefined) return [];
  const goroutines = [goroutineRef(goroutineNode(graph, last))];
  const { below } = end.child;
  return below.flatMap((entry, at): Finding[] => {
    const isLast = !below.slice(at + 1).some(({ process }) => process.pid !== undefined);
    for (const { rules, id, severity } of belowCauses) {
      const [evidence, ...more] = entry.evidence.filter(({ rule }) => rules.includes(rule));
      // A hook is a cause while nothing is known of what it waits for; of a child that is stuck itself, that counts.
      if (evidence === undefined) continue;
      const fill = { pid: String(pidOf(id, entry, below[at + 1]) ?? "PID") };
      const known = !isLast && id === "hook-hangs" && below[at + 1]?.waitsFor !== "not known";
      const parts = {
        text: evidence.text,
        goroutines,
        fill,
        evidence: [evidence, ...more, ...linkOf(entry, evidence)],
      };
      return known ? [] : [makeFinding(id, { ...parts, ...(severity && { severity }) })];
    }
    return entry.process.name === systemd ? [ofSystemd(graph, below, goroutines)] : [];
  });
}

/** The hook is the child; in all other cases it is the process itself. */
function pidOf(id: FindingId, entry: Below, next: Below | undefined): number | undefined {
  return id === "hook-hangs" ? next?.process.pid : entry.process.pid;
}

/** How the process is known to be the one that the goroutine waits for. */
function linkOf({ evidence }: Below, shown: Evidence): Evidence[] {
  return evidence.filter(({ rule }) => rule.startsWith("child-in-list") && rule !== shown.rule);
}

const unanswered = "bus-call-unanswered";
/** Weight of a call to which seconds went by without an answer. */
const proven = 2;

function ofSystemd(graph: StackGraph, below: readonly Below[], goroutines: Finding["goroutines"]): Finding {
  const of = (...rules: readonly string[]) =>
    below.flatMap(({ evidence }) => evidence.filter(({ rule }) => rules.includes(rule)));
  const calls = of(unanswered);
  const asked = [...calls, ...of("same-command-traced", "bus-connections", "runc-dbus", "runc-dbus-call")];
  const owner = of("bus-owner", "reason-not-proved");
  const signs = [...systemdSigns(graph), ...scopeStarted(graph, below[0])];
  const silent = signs.filter(({ rule }) => rule === "bus-service-timeout" || rule === "systemd-silent");
  const evidence = [...asked, ...signs, ...owner];
  const shown = [
    ...(calls.length > 0 ? calls : asked),
    ...silent.slice(0, 1),
    ...scopeStarted(graph, below[0]),
    ...owner,
  ];
  const text = shown.map((each) => each.text).join(" ");
  const isProven = calls.some(({ weight }) => weight >= proven) || silent.length > 0;
  if (isProven && !signs.some(({ rule }) => rule === "systemd-sends"))
    return makeFinding("systemd-mute", { text, goroutines, evidence });
  const title = "A blocked runc is connected to the system bus, and systemd is the service that it would talk to.";
  return makeFinding("systemd-mute", { text, goroutines, evidence, severity: "warning", title });
}

/** systemd wrote in its log that it started the unit of the very container: it did the work, and only its answer is missing. */
function scopeStarted(graph: StackGraph, first: Below | undefined): Evidence[] {
  const { signs = [], processes, busCalls = [] } = graph.getAttribute("evidence");
  const row = processes.find(({ pid }) => pid === first?.process.pid);
  return signs.flatMap(({ rule, values, file, line }): Evidence[] => {
    const unit = values["unit"] ?? "";
    const id = /[0-9a-f]{64}/.exec(unit)?.[0];
    if (rule !== "scope-started" || row === undefined || id === undefined) return [];
    const asked = busCalls.some(({ pid, argument }) => pid === row.pid && argument === unit);
    if (!asked && !row.commandLine.includes(id)) return [];
    const text = `systemd's log says that it started ${unit} (${file}:${line}): it did what it was asked for, and only its answer is missing.`;
    return [{ rule, weight: 1.5, text }];
  });
}

/** What tools and logs say of systemd on the bus, for and against. */
export function systemdSigns(graph: StackGraph): Evidence[] {
  const texts: Readonly<
    Record<string, { weight: number; text: (values: Readonly<Record<string, string>>) => string }>
  > = {
    "systemd-silent": {
      weight: 3,
      text: ({ requests, seconds }) =>
        `A monitor of the bus saw ${requests} calls to systemd in ${seconds} seconds, and not one message from it`,
    },
    "systemd-sends": {
      weight: -2,
      text: ({ answers }) => `A monitor of the bus saw ${answers} messages from systemd: it was not mute then`,
    },
    "gdb-event-loop": {
      weight: -0.5,
      text: ({ function: name }) => `systemd's only thread waits for events in ${name}: it is not locked inside itself`,
    },
    "bus-service-timeout": { weight: 2.5, text: () => "systemd did not answer a question over the bus" },
    "cookie-overflow-line": { weight: 1.5, text: () => "systemd says that it cannot send on the bus" },
    "bus-call-timeout": { weight: 0.5, text: () => "A call over the bus got no answer" },
    "session-timeout": { weight: 1, text: () => "Another client of systemd got no answer either" },
  };
  return (graph.getAttribute("evidence").signs ?? []).flatMap(({ rule, values, file, line, text }): Evidence[] => {
    const entry = texts[rule];
    const service = values["service"] ?? values["activated"];
    if (entry === undefined || (service !== undefined && service !== systemd)) return [];
    const quote = rule.startsWith("systemd-s") ? "" : `: "${text}"`;
    return [{ rule, weight: entry.weight, text: `${entry.text(values)} (${file}:${line})${quote}.` }];
  });
}
