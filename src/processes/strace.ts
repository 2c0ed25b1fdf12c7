import type { Evidence } from "../model/diagnosis.ts";
import type { EvidenceFile } from "./find-tables.ts";
import { straceRuleOf } from "./strace-calls.ts";

/** The last system call of a thread, when it had not returned. */
interface OpenCall {
  readonly thread: number;
  readonly call: string;
  readonly line: number;
}

/** Output of strace for one process. */
export interface StraceReading {
  /** The process strace was attached to; undefined when the output does not say (`strace PROGRAM` without -f). */
  readonly pid?: number;
  readonly open: readonly OpenCall[];
  /** Threads that were seen to be processes of their own: made by fork, or by clone without CLONE_THREAD. */
  readonly forked: ReadonlySet<number>;
  /** Lines that show the process talking to D-Bus. */
  readonly bus: readonly number[];
  readonly file: string;
}

const attached = /^(?:strace: )?Process (\d+) attached/;
const detached = /(?:strace: )?Process (\d+) detached$/;
/** "[pid   123] 18:05:29.321613 epoll_pwait(5,  <unfinished ...>", with -o "123 18:05:29.321613 <... read resumed>…". */
const callLine =
  /^(?:\[pid +(\d+)\] +|(\d+) +)?(?:(?:\d\d:\d\d:\d\d(?:\.\d+)?|\d{9,}\.\d+) +)?(<\.\.\. \w+ resumed>|\w+\(|\+\+\+ |--- )(.*)$/;
/** "= 3", "= -1 ENOENT (…)", "= 0x7f42", "= ?"; a call broken off by strace's own detaching counts as not returned. */
const returned = /\) += (?:-?\d|0x|\?(?! ERESTART))/;
const makesProcess = /^(?:v?fork|clone3?)\(/;
const madeChild = /\) += (\d+)$/;
const busTraffic = /sun_path="[^"]*(?:system_bus_socket|systemd\/private)|org\.freedesktop\.(?:systemd1|DBus)/;

/** Reads what strace printed; undefined when the file does not look like it. */
export function readStrace(file: EvidenceFile): StraceReading | undefined {
  const open = new Map<number, OpenCall>();
  const forked = new Set<number>();
  const bus: number[] = [];
  let pid: number | undefined;
  let calls = 0;
  let announced = false;
  for (const [index, raw] of file.lines.entries()) {
    const attach = attached.exec(raw)?.[1];
    if (attach !== undefined) {
      announced ||= raw.startsWith("strace: ");
      pid ??= Number(attach);
      continue;
    }
    const match = callLine.exec(raw);
    if (match === null) continue;
    const [, bracketed, bare, start = "", rest = ""] = match;
    const left = detached.exec(rest)?.[1];
    const text = rest.replace(detached, "");
    const done = returned.test(text);
    if (done || text.endsWith("<unfinished ...>") || start.startsWith("<") || left !== undefined) calls++;
    // Without -f no line names its thread; then only attaching and detaching tell the pid.
    pid ??=
      bracketed === undefined && bare === undefined && left === undefined
        ? undefined
        : Number(bracketed ?? bare ?? left);
    const thread = Number(bracketed ?? bare ?? pid ?? 0);
    if (busTraffic.test(text)) bus.push(index + 1);
    if (start.startsWith("---")) continue;
    const current = openCall(open.get(thread), thread, start, text, index + 1);
    const child =
      makesProcess.test(current.call) && !current.call.includes("CLONE_THREAD") ? madeChild.exec(text)?.[1] : undefined;
    if (child !== undefined) forked.add(Number(child));
    if (done || start.startsWith("+++")) open.delete(thread);
    else open.set(thread, current);
  }
  if (!announced && calls < 2) return undefined;
  return { ...(pid === undefined ? {} : { pid }), open: [...open.values()], forked, bus, file: file.name };
}

function openCall(before: OpenCall | undefined, thread: number, start: string, text: string, line: number): OpenCall {
  if (start.startsWith("<")) return { thread, call: before?.call ?? start, line };
  return { thread, call: `${start}${text}`.replace(/\s*<unfinished \.\.\.>$/, "").trimEnd(), line };
}

/**
 * What a strace tells about processes, keyed by pid. A thread is a process of its own when the output shows its fork
 * or `isProcess` says so (a process list knows); all other threads belong to the process that strace was attached to.
 */
export function straceEvidence(
  reading: StraceReading,
  isProcess: (pid: number) => boolean,
): readonly (readonly [number, Evidence])[] {
  const { pid, file } = reading;
  if (pid === undefined) return [];
  const groups = new Map<string, { pid: number; calls: OpenCall[] }>();
  for (const call of reading.open) {
    const owner = isProcess(call.thread) || reading.forked.has(call.thread) ? call.thread : pid;
    const key = `${owner} ${straceRuleOf(call.call).name}`;
    const group = groups.get(key) ?? { pid: owner, calls: [] };
    group.calls.push(call);
    groups.set(key, group);
  }
  const result = [...groups.values()].map((group) => [group.pid, groupEvidence(group.pid, group.calls, file)] as const);
  const [first] = reading.bus;
  if (first === undefined) return result;
  const text = `Process ${pid} was seen talking to the system bus (${file}:${first}).`;
  return [...result, [pid, { rule: "strace-bus", weight: 1, text }]];
}

function groupEvidence(pid: number, calls: readonly OpenCall[], file: string): Evidence {
  const rule = straceRuleOf(calls[0]?.call ?? "");
  const names = [...new Set(calls.map((call) => call.call.replace(/\(.*$/, "")))].join(", ");
  const lines = calls.map((call) => call.line);
  const place = `${file}:${Math.min(...lines)}${lines.length > 1 ? `-${Math.max(...lines)}` : ""}`;
  const shown = rule.weight > 0 ? `: ${calls[0]?.call.slice(0, 120)}` : "";
  const who = calls.length === 1 ? "a thread" : `each of ${calls.length} threads`;
  return {
    rule: rule.name,
    weight: rule.weight,
    text: `Process ${pid}: ${who} ${rule.meaning} (${names}; ${place})${shown}.`,
  };
}
