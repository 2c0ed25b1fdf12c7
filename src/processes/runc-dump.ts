import type { Dump, Goroutine, StackFrame } from "../model/dump.ts";
import type { Below, ProcessEvidence, ProcessRow } from "../model/process.ts";
import type { BelowFinding } from "./below-finding.ts";
import { busDaemon } from "./bus-calls.ts";
import { identifyProcess } from "./identify-process.ts";
import { verbs } from "./oci-verb.ts";

/** What a goroutine of runc waits for, by a function that it is in. */
interface RuncWait {
  readonly name: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly waitsFor: string;
}

/** First match counts; innermost frames first. Frames of runc 1.0.0-rc5 to 1.3 [facts of runc's frames; dumps of runc 1.1.5]. */
export const runcWaits: readonly RuncWait[] = [
  {
    name: "runc-dbus",
    pattern: /go-systemd(?:\/v\d+)?\/dbus\.\(\*Conn\)\.(?<method>[A-Z]\w*?)(?:Context)?$/,
    example: "github.com/coreos/go-systemd/dbus.(*Conn).StartTransientUnit",
    waitsFor: "a reply over D-Bus to org.freedesktop.systemd1.Manager.{method}",
  },
  {
    name: "runc-dbus-call",
    pattern: /godbus\/dbus(?:\/v\d+)?\.\(\*Object\)\.(?:Call|CallWithContext|Go)$/,
    example: "github.com/godbus/dbus.(*Object).Call",
    waitsFor: "a reply over D-Bus",
  },
  {
    name: "runc-exec-fifo",
    pattern: /libcontainer\.\(\*(?:linuxContainer|Container)\)\.exec$/,
    example: "github.com/opencontainers/runc/libcontainer.(*linuxContainer).exec",
    waitsFor: "the container's init at its exec.fifo",
  },
  {
    name: "runc-hook",
    pattern: /libcontainer\/configs\.(?:Command|Hooks|HookList|FuncHook|CommandHook)\.Run(?:Hooks)?$/,
    example: "github.com/opencontainers/runc/libcontainer/configs.Command.Run",
    waitsFor: "a hook of the container",
  },
  {
    name: "runc-freezer",
    pattern: /cgroups\/fs2?\.(?:\(\*FreezerGroup\)\.Set|setFreezer|waitFrozen)$/,
    example: "github.com/opencontainers/runc/libcontainer/cgroups/fs.(*FreezerGroup).Set",
    waitsFor: "a cgroup to be frozen or thawed",
  },
  {
    name: "runc-init-pipe",
    pattern: /libcontainer\.(?:parseSync|readSync|\(\*(?:initProcess|setnsProcess)\)\.start)$/,
    example: "github.com/opencontainers/runc/libcontainer.parseSync",
    waitsFor: "its child `runc init`, over the pipe between them",
  },
];

const action = /^main\.(?:glob\.\.|init\.)func\d+/;

/** A runc's own dump, which SIGQUIT makes it write. */
export interface RuncDump {
  readonly dump: Dump;
  /** Its subcommand, by the file of the function that urfave/cli calls: "start". */
  readonly verb?: string;
  readonly pid?: number;
  readonly finding?: BelowFinding;
}

/** The dumps that are of runc: which subcommand each runs, and what it waits for. */
export function readRuncDumps(dumps: readonly Dump[], evidence: ProcessEvidence): RuncDump[] {
  return dumps.flatMap((dump): RuncDump[] => {
    if (identifyProcess(dump).process !== "runc") return [];
    const main = [...dump.goroutines].find(({ stack }) => stack.frames.some(({ func }) => func.symbol === "main.main"));
    if (main === undefined) return [{ dump }];
    const verb = main.stack.frames.map(verbOf).find((each) => each !== undefined);
    const finding = waitOfRunc(dump, main, evidence);
    const { pid } = dump.envelope;
    return [{ dump, ...(verb && { verb }), ...(pid !== undefined && { pid }), ...(finding && { finding }) }];
  });
}

function verbOf({ func, location }: StackFrame): string | undefined {
  const file = /([a-z]+)\.go$/.exec(location?.file ?? "")?.[1];
  return action.test(func.symbol) && file !== undefined && verbs.has(file) ? file : undefined;
}

function waitOfRunc(dump: Dump, main: Goroutine, evidence: ProcessEvidence): BelowFinding | undefined {
  for (const rule of runcWaits) {
    const at = main.stack.frames.findIndex(({ func }) => rule.pattern.test(func.symbol));
    const frame = main.stack.frames[at];
    if (frame === undefined) continue;
    const method = rule.pattern.exec(frame.func.symbol)?.groups?.["method"] ?? "";
    const waitsFor = rule.waitsFor.replace("{method}", method);
    const text = `In runc's own dump goroutine ${main.id} is in ${frame.func.short} (${dump.file}:${main.lineOf(at).line}).`;
    const next = rule.name.startsWith("runc-dbus") ? busSteps(evidence) : [];
    return { waitsFor, evidence: [{ rule: rule.name, weight: 2, text }], next };
  }
  return undefined;
}

function busSteps(evidence: ProcessEvidence): Below[] {
  const name = "org.freedesktop.systemd1";
  const daemon = busDaemon(evidence);
  const owner = evidence.bus.find((row) => row.name === name)?.pid;
  const text = "That runc waits for an answer of systemd its frames show; why it does not come, they do not.";
  return [
    { process: { name: "D-Bus", ...(daemon !== undefined && { pid: daemon }) }, waitsFor: name, evidence: [] },
    {
      process: { name, ...(owner !== undefined && { pid: owner }) },
      waitsFor: "not known",
      evidence: [{ rule: "reason-not-proved", weight: 0, text }],
    },
  ];
}

/**
 * The dump of the runc that a goroutine waits for: by its pid; else, when one runc with this verb is waited for and one dump is of such a runc,
 * that one.
 */
export function dumpOfChild(
  runcs: readonly RuncDump[],
  verb: string | undefined,
  row: ProcessRow | undefined,
  waiters: number,
): { readonly runc: RuncDump; readonly text: string } | undefined {
  const byPid = row === undefined ? [] : runcs.filter(({ pid }) => pid === row.pid);
  const [same] = byPid;
  if (same !== undefined) return { runc: same, text: `The dump in ${same.dump.file} is of process ${row?.pid}.` };
  const byVerb = runcs.filter((runc) => runc.verb === verb && runc.pid === undefined);
  const [only] = byVerb;
  if (verb === undefined || only === undefined || byVerb.length > 1 || waiters > 1) return undefined;
  return {
    runc: only,
    text: `The dump in ${only.dump.file} is of a \`runc ${verb}\`, and one such is waited for; that it is this one is likely, not proved.`,
  };
}
