import type { Below, BusCall, BusName, ProcessEvidence, ProcessRow } from "../model/process.ts";
import { observationsOfServer } from "./below-children.ts";
import type { BelowFinding } from "./below-finding.ts";
import { ociVerb } from "./oci-verb.ts";

/** systemd answers on a socket of its own as well; go-systemd uses that one when the bus cannot be reached. */
const privateSocket = /\/systemd\/private$/;

/** A process whose call over D-Bus somebody saw going out, and saw no answer to. The longest wait counts. */
export function unansweredBusCall(process: ProcessRow, evidence: ProcessEvidence): BelowFinding | undefined {
  const calls = busCallsOf(process.pid, evidence);
  const [call] = [...calls].sort((a, b) => (b.unansweredSeconds ?? 0) - (a.unansweredSeconds ?? 0));
  if (call === undefined) return undefined;
  const target = destinationOf(call);
  return {
    waitsFor: `a reply over D-Bus to ${methodOf(call)}`,
    evidence: calls.map((each) => ({
      rule: "bus-call-unanswered",
      weight: weightOf(each),
      text: `Process ${process.pid} ${sentText(each)}`,
    })),
    next: [busStep(call, evidence), destinationStep(target, evidence)],
  };
}

/**
 * The same command, run once more under strace: what that one waits for is likely what this one waits for. Only when every traced runc with this
 * verb waits for the same.
 */
export function tracedAgain(process: ProcessRow, evidence: ProcessEvidence): BelowFinding | undefined {
  const verb = ociVerb(process.commandLine);
  if (verb === undefined) return undefined;
  const calls = (evidence.busCalls ?? []).filter(({ pid, doubt }) => {
    const row = evidence.processes.find((each) => each.pid === pid);
    return doubt === undefined && row !== undefined && row.pid !== process.pid && ociVerb(row.commandLine) === verb;
  });
  const [call] = calls;
  if (call?.pid === undefined || calls.some((each) => methodOf(each) !== methodOf(call))) return undefined;
  const text = `Another \`runc ${verb}\`, process ${call.pid}, was traced: it ${sentText(call)} That process ${process.pid} waits for the same is likely, not proved.`;
  return {
    waitsFor: `a reply over D-Bus to ${methodOf(call)}`,
    evidence: [{ rule: "same-command-traced", weight: 1, text }],
    next: [busStep(call, evidence), destinationStep(destinationOf(call), evidence)],
  };
}

/** Calls of a process without an answer: those seen in its trace, and those that a monitor of the bus saw from its connections. */
export function busCallsOf(pid: number, { busCalls = [], bus }: ProcessEvidence): readonly BusCall[] {
  return busCalls.filter(({ pid: caller, connection }) => {
    if (caller !== undefined) return caller === pid;
    return connection !== undefined && bus.some((name) => name.name === connection && name.pid === pid);
  });
}

/** "org.freedesktop.systemd1.Manager.StartTransientUnit", as far as it is known. */
export function methodOf({ interface: name, member }: BusCall): string {
  return [name, member].filter((part) => part !== undefined).join(".") || "a call whose name is not printed";
}

/** "sent … to … at … (trace:12); no answer came in the 15 seconds until its end." */
function sentText(call: BusCall): string {
  const unit = call.argument === undefined ? "" : ` ("${call.argument}")`;
  const over = call.socket === undefined ? "" : ` over ${call.socket}`;
  const at = call.sentAt === undefined ? "" : ` at ${call.sentAt}`;
  const place = `${call.file}:${call.line}`;
  const end =
    call.unansweredSeconds === undefined
      ? "no answer follows; for how long, the times that are printed do not tell."
      : `no answer came in the ${call.unansweredSeconds} seconds until the end of what was recorded.`;
  const doubt = call.doubt === undefined ? "" : ` ${call.doubt}`;
  return `sent ${methodOf(call)}${unit} to ${destinationOf(call)}${over}${at} (${place}); ${end}${doubt}`;
}

function weightOf({ unansweredSeconds = 0, doubt }: BusCall): number {
  if (doubt !== undefined) return 0.5;
  return unansweredSeconds >= 5 ? 4 : unansweredSeconds >= 1 ? 2 : 1;
}

function destinationOf({ destination, socket }: BusCall): string {
  if (destination !== undefined) return destination;
  return socket !== undefined && privateSocket.test(socket)
    ? "org.freedesktop.systemd1"
    : "a service whose name is not printed";
}

/**
 * The pid of the bus itself. `busctl list` prints for it the process that made its socket, which is systemd where that starts the bus on demand:
 * then a list of processes may tell.
 */
export function busDaemon({ bus, processes }: ProcessEvidence): number | undefined {
  const row = bus.find((name) => name.name === "org.freedesktop.DBus");
  if (row?.pid !== undefined && row.pid !== 1) return row.pid;
  const system = processes.filter(
    ({ name, commandLine }) => name === "dbus-daemon" && commandLine.split(" ").includes("--system"),
  );
  return system.length === 1 ? system[0]?.pid : undefined;
}

function busStep({ socket }: BusCall, evidence: ProcessEvidence): Below {
  const daemon = busDaemon(evidence);
  const isPrivate = socket !== undefined && privateSocket.test(socket);
  const text = `The call went over ${socket ?? "a connection whose making is not shown"}.`;
  return {
    process: {
      name: isPrivate ? socket : "D-Bus",
      ...(daemon === undefined || isPrivate ? {} : { pid: daemon }),
    },
    waitsFor: "the answer of the service that it was sent to",
    evidence: [{ rule: "bus-socket", weight: socket === undefined ? 0 : 1, text }],
  };
}

function destinationStep(name: string, evidence: ProcessEvidence): Below {
  const row = ownerRow(name, evidence.bus);
  const state = evidence.processes.find((process) => process.pid === row?.pid)?.state;
  const owner =
    row?.pid === undefined
      ? `Which process owns ${name} no list of bus names shows.`
      : `${name} is owned by process ${row.process ?? ""} ${row.pid} (${row.file}:${row.line}).`.replace("  ", " ");
  return {
    process: {
      name,
      ...(row?.pid === undefined ? {} : { pid: row.pid }),
      ...(state === undefined ? {} : { state }),
    },
    waitsFor: "not known",
    evidence: [
      { rule: "bus-owner", weight: 0.5, text: owner },
      { rule: "reason-not-proved", weight: 0, text: "That it did not answer is seen; why it did not is not." },
      ...observationsOfServer(row?.pid, evidence),
    ],
  };
}

/** A well-known name, or the connection that a call named directly. */
function ownerRow(name: string, bus: readonly BusName[]): BusName | undefined {
  return bus.find((row) => row.name === name);
}
