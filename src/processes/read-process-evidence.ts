import type { Diagnostic } from "../model/diagnostic.ts";
import type {
  BusCall,
  BusName,
  CgroupOf,
  Observation,
  OpenFile,
  ProcessEvidence,
  ProcessRow,
  Sign,
} from "../model/process.ts";
import { type BusMonitoring, readBusMonitor } from "./bus-monitor.ts";
import { monitorSigns } from "./bus-signs.ts";
import { readBusctl } from "./busctl.ts";
import { readCgroups } from "./cgroups.ts";
import { type EvidenceInput, evidenceText } from "./evidence-text.ts";
import type { EvidenceFile } from "./find-tables.ts";
import { readGdbusMonitor } from "./gdbus-monitor.ts";
import { mergeRows } from "./merge-rows.ts";
import { readFdListing, readLsof } from "./open-files.ts";
import { procCallEvidence } from "./proc-calls.ts";
import { type ProcSnapshot, readProcSnapshot, readProcStatus } from "./proc-snapshot.ts";
import { readPs } from "./ps.ts";
import { readPstree } from "./pstree.ts";
import { namelessStackSigns } from "./signs/nameless-stacks.ts";
import { readSigns } from "./signs/read-signs.ts";
import { joinSockets, readSockets, type UnixSocket, unreadEvidence } from "./sockets.ts";
import { straceBusCalls, straceEvidence, straceRows } from "./strace/evidence.ts";
import { joinThreads, type TraceFile } from "./strace/join-threads.ts";
import { readStrace } from "./strace/read-strace.ts";

/** Process evidence, which files it comes from, and what could not be read of them. Files must be unpacked. */
export interface ProcessReading extends ProcessEvidence {
  readonly recognised: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Evidence begins early in a file that a person or a script made; a huge log is not read to its end to learn that it holds no table. */
const sniffedBytes = 256 * 1024;

/** What one reader found in one file. */
interface Found {
  readonly rows?: readonly ProcessRow[];
  readonly complete?: boolean;
  readonly names?: readonly BusName[];
  readonly observations?: readonly (readonly [number, Observation])[];
  readonly openFiles?: readonly OpenFile[];
  readonly sockets?: readonly UnixSocket[];
  readonly cgroups?: readonly CgroupOf[];
  readonly snapshot?: { readonly snapshot: ProcSnapshot; readonly file: string };
  readonly trace?: TraceFile;
  readonly monitoring?: BusMonitoring;
  readonly signs?: readonly Sign[];
  readonly diagnostics?: readonly Diagnostic[];
}

/** Each says undefined of a file in which it finds nothing. */
const readers: readonly ((file: EvidenceFile) => Found | undefined)[] = [
  readPs,
  readPstree,
  readBusctl,
  readBusMonitor,
  readGdbusMonitor,
  readFdListing,
  readLsof,
  readSockets,
  readProcStatus,
  readCgroups,
  (file) => {
    const snapshot = readProcSnapshot(file);
    return snapshot && { snapshot: { snapshot, file: file.name } };
  },
  (file) => {
    const trace = readStrace(file);
    return trace && { trace: { trace, file } };
  },
];

/**
 * Reads what lies beside the dumps: process lists (`ps` in any layout with a header row, `pstree -p`), `/proc/PID/wchan`, stack, syscall, status,
 * cgroup and fd, `lsof`, `ss -xp`, output of strace, `busctl list` and monitors of the bus (busctl, dbus-monitor, gdbus), known lines of logs. Files are recognised by their content;
 * their names only tell the pid where nothing else does. One file may hold several kinds; a file that holds none leaves no trace in the result.
 * Never throws.
 */
export function readProcessEvidence(files: readonly EvidenceInput[]): ProcessReading {
  const found: Found[] = [];
  const recognised: string[] = [];
  // Which file comes first must not matter.
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const input of sorted) {
    const own = readFile(input);
    if (own.length > 0) recognised.push(input.name);
    found.push(...own);
  }
  return { ...combine(found), recognised };
}

function readFile(input: EvidenceInput): Found[] {
  const text = evidenceText(input);
  if (text === undefined) return [];
  const sniffed = text.head(sniffedBytes);
  const tables = readers.some((read) => read(sniffed) !== undefined)
    ? readers.flatMap((read) => read(text.whole()) ?? [])
    : [];
  const signs = readSigns(text.whole());
  return signs.length === 0 ? tables : [...tables, { signs }];
}

function combine(found: readonly Found[]): Omit<ProcessReading, "recognised"> {
  const all = <T>(pick: (each: Found) => readonly T[] | undefined): T[] => found.flatMap((each) => pick(each) ?? []);
  const traces = joinThreads(found.flatMap(({ trace }) => trace ?? []));
  const sockets = all(({ sockets }) => sockets);
  const openFiles = joinSockets(
    all(({ openFiles }) => openFiles),
    sockets,
  );
  const snapshots = found.flatMap(({ snapshot }) => snapshot ?? []);
  const monitors = found.flatMap(({ monitoring }) => monitoring ?? []);
  // What a list prints comes before what a trace shows of the same process.
  const listed = mergeRows(all(({ rows }) => rows));
  const pids = new Set(listed.map((row) => row.pid));
  const bus = all(({ names }) => names);
  const busCalls: BusCall[] = [...traces.flatMap(straceBusCalls), ...monitors.flatMap(({ calls }) => calls)];
  const observed = [
    ...all(({ observations }) => observations),
    ...snapshots.flatMap(({ snapshot }) => snapshot.observed),
    ...procCallEvidence(
      snapshots.flatMap(({ snapshot }) => snapshot.calls),
      openFiles,
    ),
    ...unreadEvidence(sockets),
    ...traces.flatMap((trace) => straceEvidence(trace, (pid) => pids.has(pid))),
  ];
  return {
    processes: [...listed, ...mergeRows(traces.flatMap(straceRows).filter(({ pid }) => !pids.has(pid)))],
    complete: found.some(({ complete }) => complete),
    bus,
    observations: byPid(observed),
    busCalls,
    openFiles,
    cgroups: all(({ cgroups }) => cgroups),
    signs: [...all(({ signs }) => signs), ...monitorSigns(monitors, bus), ...namelessStackSigns(snapshots)],
    diagnostics: [
      ...all(({ diagnostics }) => diagnostics),
      ...traces.flatMap(({ pid, file }) => (pid === undefined ? [traceWithoutPid(file)] : [])),
    ],
  };
}

function byPid(observed: readonly (readonly [number, Observation])[]): ReadonlyMap<number, readonly Observation[]> {
  const result = new Map<number, Observation[]>();
  for (const [pid, evidence] of observed) {
    const list = result.get(pid) ?? [];
    // Several files say of an idle process that it is idle: once is enough.
    if (evidence.weight === 0 && list.some(({ rule }) => rule === evidence.rule)) continue;
    list.push(evidence);
    result.set(pid, list);
  }
  return result;
}

function traceWithoutPid(file: string): Diagnostic {
  const message =
    "This output of strace does not say which process it is of (strace -f or -p prints it); it was left out.";
  return { code: "trace-without-pid", severity: "info", message, file, line: 1 };
}
