import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import type { Diagnosis, Finding } from "../../src/model/diagnosis.ts";
import type { InputFile } from "../../src/model/input.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { fixture, reconstructed } from "../processes/fixture.ts";

const samples = new URL("../../samples/", import.meta.url);
const mute = "docker-20.10.24-systemd-mute";

function filesOf(sample: string): InputFile[] {
  const folder = new URL(`${sample}/`, samples);
  return readdirSync(folder)
    .filter((name) => name !== "truth.json")
    .map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));
}

const ids = ({ findings }: Diagnosis) => findings.map(({ severity, id }) => `${severity} ${id}`);
const find = ({ findings }: Diagnosis, id: string): Finding | undefined => findings.find((each) => each.id === id);

/** The trace of another runc of the same kind, with the number of the one that hangs in the sample. */
function traceOf(pid: number): InputFile {
  const text = new TextDecoder().decode(fixture("mute-bus/strace-tt.txt").bytes).replaceAll(/^63 {4}/gm, `${pid}  `);
  return reconstructed("strace-from-start.txt", text);
}

describe("systemd does not answer", () => {
  it("a trace from the start proves which call is not answered, and dates it", async () => {
    const found = await diagnose([...filesOf(mute), traceOf(6787)]);
    const [chain] = found.chains;
    expect(chain?.end).toMatchObject({ kind: "runc", verb: "create", pid: 6787 });
    expect(chain?.end.below.map(({ process, waitsFor }) => `${process.name}: ${waitsFor}`)).toEqual([
      "runc: a reply over D-Bus to org.freedesktop.systemd1.Manager.StartTransientUnit",
      "D-Bus: the answer of the service that it was sent to",
      "org.freedesktop.systemd1: not known",
    ]);
    const finding = find(found, "systemd-mute");
    expect(finding?.severity).toBe("critical");
    expect(finding?.text).toMatch(
      /sent org\.freedesktop\.systemd1\.Manager\.StartTransientUnit .*no answer came in the 15 seconds/,
    );
    expect(finding?.evidence?.[0]?.text).toMatch(/strace-from-start\.txt:\d+/);
    expect(found.timeline?.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^runc 6787 sent .*StartTransientUnit; no answer came$/),
    );
  });

  it("a trace of another runc of the same kind only makes it likely", async () => {
    const found = await diagnose([...filesOf(mute).filter(({ name }) => name !== "busctl.txt"), traceOf(4711)]);
    expect(found.chains[0]?.end.below[0]?.waitsFor).toContain("StartTransientUnit");
    expect(found.chains[0]?.end.below[0]?.evidence.map(({ rule }) => rule)).toContain("same-command-traced");
    expect(find(found, "systemd-mute")).toMatchObject({
      severity: "warning",
      text: expect.stringContaining("is likely, not proved") as string,
    });
  });

  it("connections alone make it likely, busctl that timed out proves it", async () => {
    expect(find(await diagnose(filesOf(mute)), "systemd-mute")?.severity).toBe("warning");
    const more = await diagnose([...filesOf(mute), fixture("busctl-tree.txt"), fixture("gdb-systemd.txt")]);
    const finding = find(more, "systemd-mute");
    expect(finding?.severity).toBe("critical");
    const rules = finding?.evidence?.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(["bus-connections", "bus-service-timeout", "gdb-event-loop"]));
  });

  it("the counter beyond 32 bits proves the overflow; the log line is a sign of it, and gdb can speak against it", async () => {
    const log = reconstructed(
      "messages",
      [
        "Dec  4 08:14:27 node1 systemd[1]: Created slice libcontainer_12345_systemd_test_default.slice.",
        "Dec  4 08:14:28 node1 systemd[1]: Failed to propagate agent release message: Operation not supported",
      ].join("\n"),
    );
    const over = reconstructed("gdb.txt", "(gdb) p /x bus->cookie\n$1 = 0x1000001b3\n");
    const under = reconstructed("gdb.txt", "(gdb) p bus->cookie\n$1 = 812\n");
    const proven = find(await diagnose([...filesOf(mute), log, over]), "dbus-cookie-overflow");
    expect(proven).toMatchObject({ severity: "critical", text: expect.stringContaining("4294967731") as string });
    expect(proven?.next.join("\n")).toMatch(/systemctl daemon-reexec[\s\S]*Fixed in: systemd v242/);
    const sign = find(await diagnose([...filesOf(mute), log]), "dbus-cookie-overflow");
    expect(sign?.severity).toBe("warning");
    const against = find(await diagnose([...filesOf(mute), log, under]), "dbus-cookie-overflow");
    expect(against?.severity).toBe("warning");
    expect(against?.evidence?.find(({ rule }) => rule === "gdb-cookie")?.weight).toBeLessThan(0);
    expect(ids(await diagnose([...filesOf(mute), under]))).not.toContainEqual(expect.stringContaining("overflow"));
  });
});

describe("logs", () => {
  const kubelet = reconstructed(
    "kubelet.log",
    "I1123 15:58:00.000000    2911 kubelet.go:1799] skipping pod synchronization - [PLEG is not healthy: pleg was last seen active 3m7.126s ago; threshold is 3m0s]\n",
  );

  it("PLEG opens the story of a hang, and is only information where nothing hangs", async () => {
    const hang = await diagnose([...filesOf(mute), kubelet]);
    expect(ids(hang)).toContain("warning pleg-unhealthy");
    expect(hang.timeline?.[0]).toEqual({
      at: "2026-11-23T15:58:00",
      kind: "event",
      text: "kubelet: PLEG is not healthy",
      file: "kubelet.log",
      line: 1,
    });
    const healthy = await diagnose([...filesOf("docker-20.10.24-healthy"), kubelet]);
    expect(ids(healthy)).toEqual(["info pleg-unhealthy"]);
  });

  it("what kubelet says of PLEG when it starts is no finding, unless it goes on for minutes", async () => {
    const line = (time: string) =>
      `E1124 ${time}.489035     136 kubelet.go:1852] skipping pod synchronization - [container runtime status check may not have completed yet, PLEG is not healthy: pleg has yet to be successful]\n`;
    const log = (...times: readonly string[]) => reconstructed("kubelet.log", times.map(line).join(""));
    const healthy = filesOf("docker-20.10.24-healthy");
    expect(ids(await diagnose([...healthy, log("00:18:07", "00:18:12")]))).toEqual([]);
    expect(ids(await diagnose([...filesOf(mute), log("00:18:07", "00:24:12")]))).toContain("warning pleg-unhealthy");
  });

  it("lines between the dumps of one log are read, too", async () => {
    const [journal] = filesOf(mute).filter(({ name }) => name === "containerd-journal.log");
    const text = new TextDecoder().decode(kubelet.bytes) + new TextDecoder().decode(journal?.bytes);
    const found = await diagnose([reconstructed("all.log", text)]);
    expect(find(found, "pleg-unhealthy")?.text).toContain("all.log:1");
  });

  it("a hung task of docker's own is a warning, any other one information", async () => {
    const line = (task: string) => `[123.4] INFO: task ${task}:77 blocked for more than 120 seconds.\n`;
    const found = await diagnose([reconstructed("dmesg", line("dockerd")), reconstructed("dmesg2", line("postgres"))]);
    expect(ids(found)).toEqual(["warning hung-task", "info hung-task"]);
  });
});

test("a stopped daemon is told", async () => {
  const list =
    "    PID    PPID STAT COMMAND\n     23       1 Tl   containerd --root /lab/cd-root\n     24       1 Tl   vi notes\n";
  const found = await diagnose([reconstructed("ps.txt", list)]);
  expect(ids(found)).toEqual(["critical process-stopped"]);
  expect(found.findings[0]?.next[0]).toContain("kill -CONT 23");
});

test("runc's own dump, made by SIGQUIT, says what the runc waits for", async () => {
  const files = filesOf("docker-26.1.5-start-hang");
  const found = await diagnose([...files, fixture("runc-start-sigquit.txt")]);
  const [below] = found.chains[0]?.end.below ?? [];
  expect(below?.waitsFor).toBe("the container's init at its exec.fifo");
  expect(below?.evidence.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["runc-dump", "runc-exec-fifo"]));
  const other = await diagnose([...filesOf(mute), fixture("runc-start-sigquit.txt")]);
  expect(other.chains[0]?.end.below[0]?.evidence.map(({ rule }) => rule)).not.toContain("runc-dump");
});
