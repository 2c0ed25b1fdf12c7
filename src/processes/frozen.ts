import type { Evidence } from "../model/diagnosis.ts";
import type { ProcessEvidence, ProcessRow, Sign } from "../model/process.ts";
import { placeOf } from "./below-children.ts";
import type { BelowFinding } from "./below-finding.ts";
import { interruptibleWaits } from "./kernel-waits.ts";

/** Where the groups that can be frozen are mounted, or nothing where a list was made in that folder. */
const mountPoint = /^(?:\.?|(?:.*\/)?(?:[\w,]*freezer[\w,]*|cgroup2?|unified))$/;
/** A container's id in the name of a group: "docker-4f0c….scope", "4f0c…". */
const containerId = /[0-9a-f]{64}/;

/**
 * A process that is frozen with its cgroup: by what /proc says of its group and a list of frozen groups, by its container's frozen group, or by its state.
 * Linux shows whatever a group of version 1 has frozen as D; since 6.1 it stays in the kernel function in which it slept. [kernel/freezer.c, TASK_FROZEN]
 */
export function frozen(process: ProcessRow, evidence: ProcessEvidence): BelowFinding | undefined {
  const reason = byGroup(process, evidence) ?? byContainer(process, evidence) ?? byState(process, evidence);
  return reason === undefined
    ? undefined
    : { waitsFor: "its frozen cgroup to be thawed", evidence: [reason], next: [] };
}

function byGroup(process: ProcessRow, evidence: ProcessEvidence): Evidence | undefined {
  for (const { pid, path, file, line } of evidence.cgroups ?? []) {
    if (pid !== process.pid) continue;
    const groups = frozenGroups(evidence).filter((sign) => isAtOrAbove(groupOf(sign), path));
    const [top] = groups.sort((a, b) => groupOf(a).length - groupOf(b).length);
    if (top === undefined) continue;
    const above = groupOf(top).endsWith(path) ? "" : ` with ${groupOf(top)} above it`;
    const text = `${placeOf(process)} is in the cgroup ${path} (${file}:${line}), which is frozen${above} (${top.file}:${top.line}).`;
    return { rule: "cgroup-frozen", weight: 3, text };
  }
  return undefined;
}

/** A group at the path of this one, or at a beginning of it, below a mount point. */
function isAtOrAbove(group: string, path: string): boolean {
  const names = path.split("/").filter((name) => name !== "");
  return names.some((_, at) => {
    const upper = names.slice(0, at + 1).join("/");
    return group === upper || (group.endsWith(`/${upper}`) && mountPoint.test(group.slice(0, -upper.length - 1)));
  });
}

function byContainer(process: ProcessRow, evidence: ProcessEvidence): Evidence | undefined {
  if (process.state !== "D") return undefined;
  const parent = evidence.processes.find(({ pid }) => pid === process.ppid);
  const commands = `${process.commandLine} ${parent?.commandLine ?? ""}`;
  for (const sign of frozenGroups(evidence)) {
    const id = containerId.exec(groupOf(sign))?.[0];
    if (id === undefined || !commands.includes(id)) continue;
    const text = `${placeOf(process)} is in state D, and the cgroup of its container ${id.slice(0, 12)} is frozen (${sign.file}:${sign.line}).`;
    return { rule: "cgroup-frozen", weight: 2, text };
  }
  return undefined;
}

function byState(process: ProcessRow, { observations }: ProcessEvidence): Evidence | undefined {
  const seen = observations.get(process.pid) ?? [];
  const sleep = seen.find(({ rule }) => interruptibleWaits.has(rule));
  const other = seen.some(({ rule, weight }) => weight >= 1 && !interruptibleWaits.has(rule));
  if (process.state !== "D" || sleep === undefined || other) return undefined;
  const text = `${placeOf(process)} is in state D inside a wait that a signal could interrupt: so Linux shows a process that is frozen with its cgroup (version 1).`;
  return { rule: "frozen-state", weight: 1.5, text };
}

function frozenGroups({ signs = [] }: ProcessEvidence): Sign[] {
  return signs.filter(({ rule }) => rule === "cgroup-frozen");
}

function groupOf({ values }: Sign): string {
  return (values["path"] ?? "").replace(/\/$/, "");
}
