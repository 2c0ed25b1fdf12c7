import type { Evidence } from "../model/diagnosis.ts";
import type { Below, BusName, ProcessEvidence, ProcessRow } from "../model/process.ts";
import { observationsOfServer } from "./below-children.ts";
import type { BelowFinding } from "./below-finding.ts";
import { busDaemon } from "./bus-calls.ts";
import { ociVerb } from "./oci-verb.ts";
import { isBus } from "./strace/evidence.ts";

const systemd = "org.freedesktop.systemd1";

/**
 * An OCI runtime that is connected to the system bus: go-systemd opens a connection for calls and one for signals when it asks systemd to
 * make, change or remove a unit, and the reply of the call has no timeout (facts: runc's `context.TODO()` in every version). runc up to
 * 1.0.0-rc8 does so in every subcommand when --systemd-cgroup is given, later ones in create, run, update and delete.
 */
export function systemdOverBus(process: ProcessRow, evidence: ProcessEvidence): BelowFinding | undefined {
  if (ociVerb(process.commandLine) === undefined) return undefined;
  const connections = connectionsOf(process, evidence);
  if (connections.length === 0) return undefined;
  return {
    waitsFor: "a reply over D-Bus",
    evidence: [connectionEvidence(process, connections), ...flagEvidence(process)],
    next: [busStep(evidence), systemdStep(evidence)],
  };
}

/** What shows a connection: its name on the bus, or an open socket whose other end is the bus. */
function connectionsOf({ pid }: ProcessRow, { bus, openFiles = [] }: ProcessEvidence): readonly string[] {
  const names = bus.filter((name) => name.pid === pid && name.name.startsWith(":"));
  if (names.length > 0) return names.map((each) => `${each.name} (${each.file}:${each.line})`);
  return openFiles
    .filter((open) => open.pid === pid && isBus((open.peer ?? "").split(" ")[0] ?? ""))
    .map((open) => `descriptor ${open.descriptor}, the other end being ${open.peer} (${open.file}:${open.line})`);
}

function connectionEvidence(process: ProcessRow, connections: readonly string[]): Evidence {
  const text =
    `${process.name} ${process.pid} is connected to the bus as ${connections.join(" and ")}. runc opens two connections when it asks ` +
    "systemd for something and may keep them after the answer.";
  return { rule: "bus-connections", weight: connections.length >= 2 ? 1.5 : 0.7, text };
}

function flagEvidence(process: ProcessRow): readonly Evidence[] {
  if (!/\s--systemd-cgroup(?:=true)?(?:\s|$)/.test(process.commandLine)) return [];
  const text = `It was started with --systemd-cgroup (${process.file}:${process.line}): systemd makes the container's cgroup for it.`;
  return [{ rule: "systemd-cgroup-flag", weight: 1, text }];
}

function busStep(evidence: ProcessEvidence): Below {
  const daemon = busDaemon(evidence);
  const owner = ownerText(evidence);
  return {
    process: { name: "D-Bus", ...(daemon === undefined ? {} : { pid: daemon }) },
    waitsFor: systemd,
    evidence: [owner],
  };
}

function ownerText(evidence: ProcessEvidence): Evidence {
  const row = systemdRow(evidence);
  if (row === undefined) {
    return {
      rule: "bus-owner",
      weight: 0,
      text: `The list of bus names has no line for ${systemd}; the list may be filtered.`,
    };
  }
  if (row.pid === undefined && row.connection?.startsWith(":")) {
    const text = `${systemd} is owned by the connection ${row.connection} (${row.file}:${row.line}).`;
    return { rule: "bus-owner", weight: 0.5, text };
  }
  if (row.pid === undefined) {
    return { rule: "bus-owner", weight: 2, text: `No process owns ${systemd} on the bus (${row.file}:${row.line}).` };
  }
  const owner = `process ${row.process ?? ""} ${row.pid}`.replace("  ", " ");
  return { rule: "bus-owner", weight: 0.5, text: `${systemd} is owned by ${owner} (${row.file}:${row.line}).` };
}

function systemdStep(evidence: ProcessEvidence): Below {
  const row = systemdRow(evidence);
  const state = evidence.processes.find((process) => process.pid === row?.pid)?.state;
  const text =
    `That ${systemd} owes an answer, and why it does not give it, is not proved: the list of bus names shows who is connected, ` +
    "not who waits for whom.";
  return {
    process: {
      name: systemd,
      ...(row?.pid === undefined ? {} : { pid: row.pid }),
      ...(state === undefined ? {} : { state }),
    },
    waitsFor: "not known",
    evidence: [{ rule: "reason-not-proved", weight: 0, text }, ...observationsOfServer(row?.pid, evidence)],
  };
}

function systemdRow(evidence: ProcessEvidence): BusName | undefined {
  const rows = evidence.bus.filter((name) => name.name === systemd);
  // gdbus prints the connection only.
  return rows.find(({ pid }) => pid !== undefined) ?? rows[0];
}
