import type { Evidence } from "../model/diagnosis.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { InputFile } from "../model/input.ts";
import type { BusName, ProcessEvidence, ProcessRow } from "../model/process.ts";
import { readBusctl } from "./busctl.ts";
import type { EvidenceFile } from "./find-tables.ts";
import { mergeRows } from "./merge-rows.ts";
import { readProcSnapshot } from "./proc-snapshot.ts";
import { readPs } from "./ps.ts";
import { readStrace, type StraceReading, straceEvidence } from "./strace.ts";

/** Process evidence, which files it comes from, and what could not be read of them. Files must be unpacked. */
export interface ProcessReading extends ProcessEvidence {
  readonly recognised: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Evidence begins early in a file that a person or a script made; a huge dump is not read to its end to learn that it holds none. */
const sniffedBytes = 256 * 1024;
/** V8's longest string is about 0.5 GiB; more than this of evidence is not read. */
const readBytes = 256 * 1024 * 1024;

/**
 * Reads what lies beside the dumps: process lists (`ps` in any layout with a header row), `busctl list`, sections of /proc/PID/wchan, stack
 * and syscall, output of strace. Files are recognised by their content, never by their name; one file may hold several kinds; a file that
 * holds none leaves no trace in the result. Never throws.
 */
export function readProcessEvidence(files: readonly InputFile[]): ProcessReading {
  const rows: ProcessRow[] = [];
  const bus: BusName[] = [];
  const traces: StraceReading[] = [];
  const observed: (readonly [number, Evidence])[] = [];
  const diagnostics: Diagnostic[] = [];
  const recognised: string[] = [];
  let complete = false;
  for (const input of files) {
    if (!holdsEvidence(textOf(input, sniffedBytes))) continue;
    const file = textOf(input, readBytes);
    const list = readPs(file);
    const names = readBusctl(file);
    const snapshot = readProcSnapshot(file);
    const trace = readStrace(file);
    recognised.push(input.name);
    rows.push(...(list?.rows ?? []));
    complete ||= list?.complete ?? false;
    bus.push(...(names?.names ?? []));
    observed.push(...(list?.observations ?? []), ...(snapshot ?? []));
    if (trace !== undefined) traces.push(trace);
    diagnostics.push(...(list?.diagnostics ?? []), ...(names?.diagnostics ?? []));
    if (trace !== undefined && trace.pid === undefined) diagnostics.push(traceWithoutPid(input.name));
  }
  const processes = mergeRows(rows);
  const pids = new Set(processes.map((row) => row.pid));
  for (const trace of traces) observed.push(...straceEvidence(trace, (pid) => pids.has(pid)));
  return { processes, complete, bus, observations: byPid(observed), recognised, diagnostics };
}

function holdsEvidence(file: EvidenceFile): boolean {
  return [readPs, readBusctl, readProcSnapshot, readStrace].some((read) => read(file) !== undefined);
}

function textOf(input: InputFile, limit: number): EvidenceFile {
  const text = new TextDecoder("utf-8").decode(input.bytes.subarray(0, limit));
  return { name: input.name, lines: text.split(/\r?\n/) };
}

function byPid(observed: readonly (readonly [number, Evidence])[]): ReadonlyMap<number, readonly Evidence[]> {
  const result = new Map<number, Evidence[]>();
  for (const [pid, evidence] of observed) {
    const list = result.get(pid) ?? [];
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
