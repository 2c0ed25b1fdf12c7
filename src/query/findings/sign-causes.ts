import type { StackGraph } from "../../graph/types.ts";
import type { Evidence, Finding } from "../../model/diagnosis.ts";
import type { Sign } from "../../model/process.ts";
import { processKindOf } from "../../processes/process-names.ts";
import { systemdSigns } from "./below-causes.ts";
import { makeFinding } from "./make-finding.ts";

/** The largest number that a message's counter can have. */
const largestCookie = 2n ** 32n - 1n;
/** So many test units are the work of probes over days, not of a few starts. */
const manyUnits = 100;

/** What lines of logs and of tools show by themselves. */
export function signFindings(graph: StackGraph, below: readonly Finding[], isBlocked: boolean): Finding[] {
  const signs = graph.getAttribute("evidence").signs ?? [];
  const of = (...rules: readonly string[]) => signs.filter(({ rule }) => rules.includes(rule));
  return [
    ...cookieOverflow(
      of("gdb-cookie"),
      of("cookie-overflow-line"),
      of("libcontainer-test-unit", "systemd-version", "runc-version"),
    ),
    ...muteByTools(graph, below),
    ...testUnits(of("libcontainer-test-unit")),
    ...hungTasks(graph, of("hung-task")),
    ...kernelStacks(of("kernel-stack"), of("storage-trouble")),
    ...pleg([...of("pleg-unhealthy"), ...of("pleg-starting").filter(isLong)], isBlocked),
    ...of("netdevice-wait").map((sign) =>
      makeFinding("network-device-leak", { text: `${quote(sign)}`, evidence: [asEvidence(sign, 1)] }),
    ),
  ];
}

function cookieOverflow(counters: readonly Sign[], lines: readonly Sign[], more: readonly Sign[]): Finding[] {
  const over = counters.filter(({ values }) => BigInt(values["cookie"] ?? 0) > largestCookie);
  const [proof] = over;
  const [line] = lines;
  if (proof === undefined && line === undefined) return [];
  const evidence = [
    ...over.map((sign) => cookieEvidence(sign, 6)),
    ...counters.filter((sign) => !over.includes(sign)).map((sign) => cookieEvidence(sign, -3)),
    ...lines.map((sign) => asEvidence(sign, 1.5)),
    ...more.map((sign) => asEvidence(sign, 0.5)),
  ];
  if (proof !== undefined)
    return [makeFinding("dbus-cookie-overflow", { text: cookieEvidence(proof, 6).text, evidence })];
  const text = evidence.map((each) => each.text).join(" ");
  const title =
    "systemd says that it cannot send on the bus, as it does when the 32-bit counter of its messages has overflown.";
  return [makeFinding("dbus-cookie-overflow", { text, evidence, severity: "warning", title })];
}

function cookieEvidence({ values, file, line }: Sign, weight: number): Evidence {
  const over = weight > 0 ? "more than" : "not more than";
  const text = `gdb read the counter of messages of systemd's connection: ${values["cookie"]}, ${over} ${largestCookie} (${file}:${line}).`;
  return { rule: "gdb-cookie", weight, text };
}

/** busctl or a monitor found systemd silent, and no chain has told so. */
function muteByTools(graph: StackGraph, below: readonly Finding[]): Finding[] {
  if (below.some(({ id }) => id === "systemd-mute")) return [];
  const evidence = systemdSigns(graph);
  const [shown] = evidence.filter(({ rule }) => rule === "bus-service-timeout" || rule === "systemd-silent");
  if (shown === undefined) return [];
  const title = "systemd did not answer on D-Bus when it was asked.";
  return [makeFinding("systemd-mute", { text: shown.text, evidence, severity: "warning", title })];
}

function testUnits(signs: readonly Sign[]): Finding[] {
  const [first] = signs;
  if (first === undefined) return [];
  const count = signs.reduce((sum, sign) => sum + sign.count, 0);
  const many = count >= manyUnits ? " That many come from probes that run all the time." : "";
  const text = `${count} lines name such a unit, the first at ${first.file}:${first.line}, the last at ${first.file}:${first.last.line}.${many}`;
  return [makeFinding("runc-tests-systemd", { text, evidence: signs.map((sign) => asEvidence(sign, 1)) })];
}

/** Of a process of this story it is a warning, of any other one information. */
function hungTasks(graph: StackGraph, signs: readonly Sign[]): Finding[] {
  const { processes } = graph.getAttribute("evidence");
  return signs.map((sign) => {
    const { task = "", pid = "" } = sign.values;
    const row = processes.find((each) => String(each.pid) === pid && each.name.startsWith(task.slice(0, 15)));
    const ours = processKindOf(task) !== "other" || task.startsWith("runc:") || row?.state === "D";
    const listed =
      row === undefined
        ? ""
        : ` It is in the process list (${row.file}:${row.line}, state ${row.state ?? "not printed"}).`;
    return makeFinding("hung-task", {
      text: `${quote(sign)}${listed}`,
      evidence: [asEvidence(sign, 2)],
      ...(!ours && { severity: "info" }),
    });
  });
}

/** Kernel stacks without a name: some process waits there. */
function kernelStacks(signs: readonly Sign[], trouble: readonly Sign[]): Finding[] {
  return signs.flatMap((sign): Finding[] => {
    const { rule = "", waitsFor = "", function: name = "" } = sign.values;
    if (!/^kernel-(?:network-)?storage$/.test(rule)) return [];
    const text = `A kernel stack (${sign.file}:${sign.line}), of a process that the file does not name, waits in ${name} for ${waitsFor}.`;
    const evidence = [{ rule, weight: 1.5, text }, ...trouble.map((each) => asEvidence(each, 1))];
    return [makeFinding("storage-stuck", { text, evidence, severity: "warning" })];
  });
}

/** A warning while something is blocked; with nothing blocked the line may be an old one. */
function pleg(signs: readonly Sign[], isBlocked: boolean): Finding[] {
  const [first] = [...signs].sort((a, b) => compare(a.at ?? "~", b.at ?? "~"));
  if (first === undefined) return [];
  const since = first.at === undefined ? "" : ` It is first said at ${first.at.replace(/^--/, "").replace("T", " ")}.`;
  const text = `${quote(first)}${since}`;
  return [
    makeFinding("pleg-unhealthy", {
      text,
      evidence: signs.map((sign) => asEvidence(sign, 1)),
      ...(!isBlocked && { severity: "info" }),
    }),
  ];
}

/** Lines of one sort over more than PLEG's threshold of three minutes: kubelet was started, and never got the list. */
function isLong({ at, last }: Sign): boolean {
  // A time without a year begins with two dashes.
  const [from, to] = [at, last.at].map((time) => Date.parse((time ?? "").replace(/^--/, "2000-")));
  return from !== undefined && to !== undefined && to - from > 180_000;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function quote({ text, file, line, count, last }: Sign): string {
  const more = count > 1 ? `, and ${count - 1} more lines like it to line ${last.line}` : "";
  return `"${text}" (${file}:${line}${more}).`;
}

function asEvidence(sign: Sign, weight: number): Evidence {
  return { rule: sign.rule, weight, text: quote(sign) };
}
