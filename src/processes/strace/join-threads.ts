import type { EvidenceFile } from "../find-tables.ts";
import { readStraceLine, stampSeconds } from "./line.ts";
import { readTraceLines, type StraceReading, type TraceLine } from "./read-strace.ts";
import { pidOfName, prefixOfName } from "./thread-files.ts";

/** A trace and the file that it was read from. */
export interface TraceFile {
  readonly trace: StraceReading;
  readonly file: EvidenceFile;
}

const secondsADay = 86_400;

/**
 * Joins the files of `strace -ff`, one for each thread: its threads have their descriptors in common, and one can read the answer to what another
 * has sent. By their time stamps, which are those of the calls' beginnings; without stamps one file after the other, and then nobody knows what
 * came first.
 */
export function joinThreads(traces: readonly TraceFile[]): StraceReading[] {
  const groups = new Map<string, TraceFile[]>();
  for (const trace of traces) {
    const prefix = isOfOneThread(trace.file) ? prefixOfName(trace.file.name) : undefined;
    const key = prefix === undefined ? `file ${trace.file.name}` : `threads ${prefix}`;
    const group = groups.get(key);
    if (group) group.push(trace);
    else groups.set(key, [trace]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    return first && others.length === 0 ? [first.trace] : (joined(group.map(({ file }) => file)) ?? []);
  });
}

/** Its name says of which, and no line says that it is of another one. */
function isOfOneThread({ name, lines }: EvidenceFile): boolean {
  return pidOfName(name) !== undefined && lines.every((line) => readStraceLine(line)?.thread === undefined);
}

function joined(files: readonly EvidenceFile[]): StraceReading | undefined {
  const threads = files
    .map((file) => ({ file, pid: pidOfName(file.name) as number }))
    .sort((one, other) => one.pid - other.pid)
    .map(({ file, pid }) => timedLines(file, pid));
  const pid = threads[0]?.[0]?.thread ?? 0;
  const all = threads.flat();
  const ordered = all.every(({ at }) => at !== undefined);
  // Sorting keeps the order of lines with equal stamps.
  const reading = readTraceLines(ordered ? all.sort((one, other) => (one.at ?? 0) - (other.at ?? 0)) : all, pid);
  return reading && (ordered ? reading : { ...reading, unordered: true });
}

/** The lines of a thread that strace printed for calls and the like, with their times, which go on behind midnight. */
function timedLines(file: EvidenceFile, thread: number): (TraceLine & { readonly at: number | undefined })[] {
  let days = 0;
  let before = 0;
  return file.lines.flatMap((text, index) => {
    const parsed = readStraceLine(text);
    if (parsed === undefined) return [];
    const raw = stampSeconds(parsed.stamp);
    if (raw !== undefined && raw < before - secondsADay / 2) days++;
    before = raw ?? before;
    const at = raw === undefined ? undefined : raw + days * secondsADay;
    return [{ text, file: file.name, line: file.numberOf(index), thread, at }];
  });
}
