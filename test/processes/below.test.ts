import { describe, expect, it, test } from "vitest";
import type { ProcessEvidence, ProcessRow } from "../../src/model/process.ts";
import { belowRules } from "../../src/processes/below-rules.ts";
import { ociVerb } from "../../src/processes/oci-verb.ts";
import { readProcessEvidence } from "../../src/processes/read-process-evidence.ts";
import { fixture, reconstructed } from "./fixture.ts";

/** Lists of a docker whose runc hangs, by `ps -eo pid,ppid,stat,wchan:32,lstart,args`. */
const below = (...names: readonly string[]) => readProcessEvidence(names.map((name) => fixture(`below/${name}`)));

function runc(evidence: ProcessEvidence, verb: string): ProcessRow {
  const row = evidence.processes.find(({ name, commandLine }) => name === "runc" && ociVerb(commandLine) === verb);
  if (row === undefined) throw new Error(`no runc ${verb}`);
  return row;
}

function firstRule(row: ProcessRow, evidence: ProcessEvidence) {
  for (const rule of belowRules) {
    const finding = rule.applies(row, evidence);
    if (finding !== undefined) return { name: rule.name, waitsFor: finding.waitsFor, next: finding.next };
  }
  return undefined;
}

describe("what a runc waits for", () => {
  it("a hook that it has started, not the init that waits at exec.fifo", () => {
    const evidence = below("hook-start.txt");
    expect(firstRule(runc(evidence, "create"), evidence)).toMatchObject({
      name: "helper-child",
      waitsFor: "its child `site-hook --stage poststart`",
      next: [{ process: { name: "site-hook", state: "S" }, waitsFor: "not known" }],
    });
  });

  it("the container's init at exec.fifo, which is stopped", () => {
    const evidence = below("fifo.txt");
    expect(firstRule(runc(evidence, "start"), evidence)).toMatchObject({
      name: "stuck-init",
      waitsFor: "the container's init `runc init`",
      next: [{ process: { name: "runc", state: "T" }, waitsFor: "someone to continue it (SIGCONT)" }],
    });
  });

  it("the other end of exec.fifo, when no init is there", () => {
    const { processes, ...rest } = below("fifo.txt");
    const evidence = { ...rest, processes: processes.filter(({ state }) => state !== "T") };
    expect(firstRule(runc(evidence, "start"), evidence)).toMatchObject({
      name: "observed",
      waitsFor: "the other end of a fifo",
    });
  });

  it("the bus, by its connections, though its init waits for runc", () => {
    const evidence = below("mute-bus.txt", "mute-bus-busctl.txt");
    expect(firstRule(runc(evidence, "create"), evidence)).toMatchObject({
      name: "systemd-over-dbus",
      waitsFor: "a reply over D-Bus",
    });
    const list = below("mute-bus.txt");
    expect(firstRule(runc(list, "create"), list)).toBeUndefined();
  });

  test.each(["kill", "start", "exec"])("nothing is known of a runc %s that only sleeps", (verb) => {
    const evidence = below("three-verbs.txt");
    expect(firstRule(runc(evidence, verb), evidence)).toBeUndefined();
  });

  it("a frozen cgroup, by the kernel function", () => {
    const { observations } = readProcessEvidence([fixture("proc-frozen.txt")]);
    expect(observations.get(23113)).toMatchObject([
      { rule: "kernel-frozen", waitsFor: "its frozen cgroup to be thawed" },
    ]);
  });
});

test("a tracer or a script between the shim and its runc hides nothing, and another shim's runc is not taken", async () => {
  const { findChild } = await import("../../src/processes/find-child.ts");
  const ps = [
    "    PID    PPID COMMAND",
    "    100       1 /usr/bin/containerd-shim-runc-v2 -namespace moby -id c1",
    "    101     100 strace -f -o /lab/trace runc --root /run/runc create c1",
    "    102     101 runc --root /run/runc create c1",
    "    103     102 runc init",
    "    200       1 /usr/bin/containerd-shim-runc-v2 -namespace moby -id c2",
    "    201     200 runc --root /run/runc create c2",
  ].join("\n");
  const evidence = readProcessEvidence([reconstructed("ps.txt", ps)]);
  const dump = { file: "shim.log", lines: [1, 9], envelope: { format: "logrus", pid: 100, fields: {} } };
  const found = findChild(dump as never, { program: "runc", verb: "create" }, evidence, 1);
  expect(found.row).toMatchObject({ pid: 102 });
  expect(found.evidence.at(-1)?.text).toContain("descends from 100, through 101");
});
