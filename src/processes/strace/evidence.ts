import type { BusCall, Observation, ProcessRow } from "../../model/process.ts";
import { straceRuleOf } from "./call-rules.ts";
import type { Conversation, OpenCall, StraceReading } from "./read-strace.ts";

const withoutOrder =
  "The files of the trace have no times: the answer may have been read by another thread (strace -ff -tt tells).";
const cutAnswers = "Later answers are printed too short to tell which call they answer.";

/** An observation about the process with this pid. */
export type Observed = readonly [number, Observation];

/** A request is answered within milliseconds; below this nothing can be said. */
const shortSeconds = 1;
/** From here on nobody calls it slow. */
const longSeconds = 5;

/**
 * What a strace tells about processes: the last call of each thread that did not return, and requests that went out without an answer. A
 * thread is a process of its own when the output shows its fork or `isProcess` says so (a process list knows); all other threads belong to
 * the process that strace was attached to.
 */
export function straceEvidence(reading: StraceReading, isProcess: (pid: number) => boolean): readonly Observed[] {
  const { pid, file } = reading;
  if (pid === undefined) return [];
  const groups = new Map<string, { pid: number; calls: OpenCall[] }>();
  for (const call of reading.open) {
    const owner = isProcess(call.thread) || reading.forked.has(call.thread) ? call.thread : pid;
    const key = `${owner} ${straceRuleOf(call.call).name} ${call.descriptor?.text ?? ""}`;
    const group = groups.get(key) ?? { pid: owner, calls: [] };
    group.calls.push(call);
    groups.set(key, group);
  }
  const calls = [...groups.values()].map((group): Observed => [group.pid, openCalls(group.pid, group.calls, reading)]);
  return [...reading.conversations.flatMap((talk) => unanswered(talk, reading)), ...calls, ...endings(reading, file)];
}

function openCalls(pid: number, calls: readonly OpenCall[], { last }: StraceReading): Observation {
  const [first] = calls;
  const rule = straceRuleOf(first?.call ?? "");
  const names = [...new Set(calls.map((call) => call.call.replace(/\(.*$/, "")))].join(", ");
  const place = placesOf(calls);
  const shown = rule.weight > 0 ? `: ${first?.call.slice(0, 120)}` : "";
  const who = calls.length === 1 ? "a thread" : `each of ${calls.length} threads`;
  const target = rule.weight > 0 && first?.descriptor ? `; its descriptor is ${first.descriptor.text}` : "";
  const since = rule.weight > 0 && first?.stamp !== undefined ? `, since ${first.stamp}${lasting(first, last)}` : "";
  const waitsFor =
    rule.onDescriptor && first?.descriptor ? `${rule.onDescriptor} ${first.descriptor.text}` : rule.waitsFor;
  return {
    rule: rule.name,
    weight: first?.descriptor?.peer !== undefined ? Math.max(rule.weight, rule.onPeer ?? 0) : rule.weight,
    text: `Process ${pid}: ${who} ${rule.meaning}${since} (${names}; ${place})${shown}${target}.`,
    ...(waitsFor === undefined ? {} : { waitsFor }),
  };
}

/** "runc.strace:12-40"; of several files the first place of each of the first. */
function placesOf(calls: readonly OpenCall[]): string {
  const files = [...new Set(calls.map(({ file }) => file))];
  const [first, ...others] = files.map((file) => {
    const lines = calls.filter((call) => call.file === file).map(({ line }) => line);
    return `${file}:${Math.min(...lines)}${lines.length > 1 ? `-${Math.max(...lines)}` : ""}`;
  });
  return others.length > 1
    ? `${first} and ${others.length} more files`
    : files.length > 1
      ? `${first}, ${others[0]}`
      : `${first}`;
}

/** A request to a named socket behind which nothing came back: for D-Bus `busCalls` tells more. */
function unanswered({ pid, peer, pending, lastSent, lastReceived }: Conversation, reading: StraceReading): Observed[] {
  if (
    reading.unordered ||
    peer === undefined ||
    pending.length > 0 ||
    lastSent?.seconds === undefined ||
    reading.ended.has(pid)
  )
    return [];
  if (lastReceived?.seconds !== undefined && lastReceived.seconds >= lastSent.seconds) return [];
  const seconds = (reading.last?.seconds ?? 0) - lastSent.seconds;
  if (seconds < longSeconds || isBus(peer)) return [];
  const text = `Process ${pid} last wrote to ${peer} at ${lastSent.stamp ?? `${lastSent.seconds} s`} (${lastSent.file}:${lastSent.line}); nothing came back over that socket in the ${Math.floor(seconds)} seconds until the trace ends.`;
  return [[pid, { rule: "strace-no-answer", weight: 0.8, text }]];
}

function endings({ ended }: StraceReading, file: string): Observed[] {
  return [...ended].map(([pid, how]): Observed => {
    return [pid, { rule: "strace-ended", weight: 0, text: `By the end of ${file} process ${pid} has ended: ${how}.` }];
  });
}

function lasting(from: { seconds?: number }, last: { seconds?: number } | undefined): string {
  if (from.seconds === undefined || last?.seconds === undefined) return "";
  const seconds = Math.floor(last.seconds - from.seconds);
  return seconds < 1 ? "" : `, for the ${seconds} seconds until the trace ends`;
}

/** Whether a path is that of a message bus, or of systemd's private socket, which speaks the same language. */
export function isBus(path: string): boolean {
  return /bus_socket$|\/systemd\/private$|\/bus$/.test(path);
}

/** Calls over D-Bus that the trace shows going out without an answer; none of a process that has ended by itself. */
export function straceBusCalls(reading: StraceReading): BusCall[] {
  return reading.conversations.flatMap(({ pid, peer, pending, lastUnreadAnswer }) => {
    const ending = reading.ended.get(pid);
    if (ending?.startsWith("exited")) return [];
    return pending.flatMap(({ message, stamp, seconds, file, line }): BusCall[] => {
      const { destination, interface: name, member, argument } = message;
      const until = seconds === undefined ? undefined : (reading.last?.seconds ?? seconds) - seconds;
      const isShort = until !== undefined && until < shortSeconds;
      if (isShort && ending !== undefined) return [];
      // While everything waits nothing is printed: of a trace that somebody ended the last time says little.
      const left = isShort ? undefined : until;
      return [
        {
          pid,
          ...(destination === undefined ? {} : { destination }),
          ...(name === undefined ? {} : { interface: name }),
          ...(member === undefined ? {} : { member }),
          ...(argument === undefined ? {} : { argument }),
          ...(peer === undefined ? {} : { socket: peer }),
          ...(stamp === undefined ? {} : { sentAt: stamp }),
          ...(left === undefined ? {} : { unansweredSeconds: Math.floor(left) }),
          ...doubtOf(reading, lastUnreadAnswer !== undefined && isBefore({ file, line, seconds }, lastUnreadAnswer)),
          file,
          line,
        },
      ];
    });
  });
}

function doubtOf({ unordered }: StraceReading, cut: boolean): Pick<BusCall, "doubt"> {
  if (cut) return { doubt: cutAnswers };
  return unordered ? { doubt: withoutOrder } : {};
}

function isBefore(one: Place, other: Place): boolean {
  if (one.file === other.file) return one.line < other.line;
  return (one.seconds ?? 0) <= (other.seconds ?? 0);
}

type Place = { readonly file: string; readonly line: number; readonly seconds?: number | undefined };

/**
 * The processes that the trace shows starting a program, as rows of a process list; the last program of each counts. One that exited by itself is
 * gone; one that was killed was there until somebody ended the incident.
 */
export function straceRows(reading: StraceReading): ProcessRow[] {
  const rows = new Map<number, ProcessRow>();
  for (const { pid, parent, arguments: words, file, line } of reading.programs) {
    if (reading.ended.get(pid)?.startsWith("exited") || pid === 0 || words.length === 0) continue;
    const name = (words[0] ?? "").replace(/^.*\//, "");
    rows.set(pid, {
      pid,
      ...(parent === undefined ? {} : { ppid: parent }),
      name,
      commandLine: words.join(" "),
      file,
      line,
    });
  }
  return [...rows.values()];
}
