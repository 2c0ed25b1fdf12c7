import type { BusCall } from "../model/process.ts";
import type { EvidenceFile } from "./find-tables.ts";

/** A message that a monitor of the bus printed. */
interface Seen {
  readonly kind: "method_call" | "method_return" | "error" | "signal";
  readonly serial: string;
  readonly replySerial?: string;
  readonly sender?: string;
  readonly destination?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly seconds?: number;
  readonly stamp?: string;
  /** Whether the monitor prints that no reply is wanted. */
  readonly flagsKnown: boolean;
  readonly line: number;
}

/** What a monitor of the bus saw. */
export interface BusMonitoring {
  readonly calls: readonly BusCall[];
  /** Messages from each sender and to each destination, to tell a silent bus from a busy one. */
  readonly sent: ReadonlyMap<string, number>;
  readonly received: ReadonlyMap<string, number>;
  readonly messages: number;
  readonly seconds?: number;
  readonly file: string;
}

/** `dbus-monitor`: "method call time=1795468040.731 sender=:1.6 -> destination=org.x serial=1 path=/y; interface=org.x; member=Hello". */
const dbusMonitor =
  /^(method call|method return|error|signal)(?: time=(\d+\.\d+))? sender=(\S+) -> dest(?:ination)?=(\S+|\(null destination\))(.*)$/;
/** `busctl monitor`: "‣ Type=method_call  Endian=l  Flags=0  Version=1 Cookie=1  Timestamp="Mon 2026-11-23 21:07:20.732294 UTC"". */
const busctlMonitor =
  /^\S+ Type=(method_call|method_return|error|signal) {2}Endian=.*? Cookie=(\d+)(?: {2}ReplyCookie=(\d+))?(?: {2}Timestamp="([^"]*)")?/;
const noFlags = "dbus-monitor does not print whether the caller wanted an answer at all.";
const noReplyExpected = 1;
/** Calls of the last moment may be answered a moment later. */
const graceSeconds = 1;

/** Reads what `dbus-monitor` or `busctl monitor` printed. Undefined when the file holds neither. */
export function readBusMonitor(file: EvidenceFile): { readonly monitoring: BusMonitoring } | undefined {
  const seen = file.lines.flatMap(
    (text, index) => ofDbusMonitor(text, file.numberOf(index)) ?? ofBusctl(file, index) ?? [],
  );
  if (seen.length < 2) return undefined;
  return { monitoring: monitoringOf(seen, file.name) };
}

function ofDbusMonitor(text: string, line: number): Seen | undefined {
  const match = dbusMonitor.exec(text);
  if (match === null) return undefined;
  const [, kind = "", time, sender, destination, rest = ""] = match;
  const field = (name: string) => new RegExp(`[ ;]${name}=([^ ;]+)`).exec(rest)?.[1];
  return clean({
    kind: kind.replace(" ", "_") as Seen["kind"],
    serial: field("serial") ?? "",
    replySerial: field("reply_serial"),
    sender,
    destination: destination?.startsWith("(null") ? undefined : destination,
    interface: field("interface"),
    member: field("member"),
    seconds: time === undefined ? undefined : Number(time),
    stamp: time === undefined ? undefined : new Date(Number(time) * 1000).toISOString(),
    flagsKnown: false,
    line,
  });
}

function ofBusctl(file: EvidenceFile, index: number): Seen | undefined {
  const match = busctlMonitor.exec(file.lines[index] ?? "");
  if (match === null) return undefined;
  const [first = "", kind, serial = "", replySerial, stamp] = match;
  if ((Number(/Flags=(\d+)/.exec(first)?.[1] ?? 0) & noReplyExpected) !== 0 && kind === "method_call") return undefined;
  const more = `${file.lines[index + 1] ?? ""}  `;
  const field = (name: string) => new RegExp(` ${name}=(\\S+)`).exec(more)?.[1];
  const [, time] = /^\S+ (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?) UTC$/.exec(stamp ?? "") ?? [];
  const at = time === undefined ? undefined : new Date(`${time.replace(" ", "T")}Z`);
  return clean({
    kind: kind as Seen["kind"],
    serial,
    replySerial,
    sender: field("Sender"),
    destination: field("Destination"),
    interface: field("Interface"),
    member: field("Member"),
    seconds: at === undefined ? undefined : at.getTime() / 1000,
    stamp: at?.toISOString() ?? stamp,
    flagsKnown: true,
    line: file.numberOf(index),
  });
}

function clean(seen: { [Key in keyof Seen]: Seen[Key] | undefined }): Seen {
  return Object.fromEntries(Object.entries(seen).filter(([, value]) => value !== undefined)) as unknown as Seen;
}

function monitoringOf(seen: readonly Seen[], file: string): BusMonitoring {
  const answered = new Set(
    seen.flatMap(({ kind, destination, replySerial }) =>
      kind === "method_return" || kind === "error" ? [`${destination} ${replySerial}`] : [],
    ),
  );
  const times = seen.flatMap(({ seconds }) => (seconds === undefined ? [] : [seconds]));
  const end = times.length === 0 ? undefined : Math.max(...times);
  const calls = seen.flatMap((call): BusCall[] => {
    if (call.kind !== "method_call" || answered.has(`${call.sender} ${call.serial}`)) return [];
    const left = end === undefined || call.seconds === undefined ? undefined : end - call.seconds;
    if (left !== undefined && left < graceSeconds) return [];
    return [
      {
        ...(call.sender === undefined ? {} : { connection: call.sender }),
        ...(call.destination === undefined ? {} : { destination: call.destination }),
        ...(call.interface === undefined ? {} : { interface: call.interface }),
        ...(call.member === undefined ? {} : { member: call.member }),
        ...(call.stamp === undefined ? {} : { sentAt: call.stamp }),
        ...(left === undefined ? {} : { unansweredSeconds: Math.floor(left) }),
        ...(call.flagsKnown ? {} : { doubt: noFlags }),
        file,
        line: call.line,
      },
    ];
  });
  const seconds = end === undefined ? undefined : end - Math.min(...times);
  return {
    calls,
    sent: tally(seen.map(({ sender }) => sender)),
    received: tally(seen.map(({ kind, destination }) => (kind === "method_call" ? destination : undefined))),
    messages: seen.length,
    ...(seconds === undefined ? {} : { seconds }),
    file,
  };
}

function tally(names: readonly (string | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
