import { describe, expect, it, test } from "vitest";
import type { BusCall } from "../../src/model/process.ts";
import { readProcessEvidence } from "../../src/processes/read-process-evidence.ts";
import { fixture } from "./fixture.ts";

/**
 * A real `runc --systemd-cgroup create` (1.1.5) on a bus whose org.freedesktop.systemd1 never answers, seen by the real tools. Of the traces only
 * the lines about processes and the bus, and the last ones, are kept; paths are shortened to /lab.
 */
const seen = (...names: readonly string[]) => readProcessEvidence(names.map((name) => fixture(`mute-bus/${name}`)));

const startTransientUnit = {
  destination: "org.freedesktop.systemd1",
  interface: "org.freedesktop.systemd1.Manager",
  member: "StartTransientUnit",
  socket: "/var/run/dbus/system_bus_socket",
};

describe("strace from the start", () => {
  test.each([
    ["strace-tt.txt", { pid: 63, argument: "runc-c1.scope", sentAt: "21:07:09.785874", unansweredSeconds: 15 }],
    ["strace-yy.txt", { pid: 61, argument: "runc-c3.scope", sentAt: "21:52:44.022498", unansweredSeconds: 8 }],
    ["strace-no-stamps.txt", { pid: 57, argument: "runc-c4.scope" }],
    ["strace-r.txt", { pid: 64, argument: "runc-c6.scope" }],
  ])("%s: the call that nobody answers, and only that one", (name, call) => {
    const { busCalls } = seen(name);
    expect(busCalls).toEqual([
      { ...startTransientUnit, ...call, file: `mute-bus/${name}`, line: expect.any(Number) as number },
    ]);
  });

  it("says no more of texts that strace cut than they show", () => {
    const [call, ...others] = seen("strace-short.txt").busCalls ?? [];
    expect(others).toEqual([]);
    expect(call).toMatchObject({ pid: 62, socket: startTransientUnit.socket, unansweredSeconds: 8 });
    expect(call).not.toHaveProperty("destination");
    expect(call).not.toHaveProperty("member");
  });

  it("knows the traced process and its child by the programs that they execute", () => {
    expect(seen("strace-yy.txt").processes).toMatchObject([
      { pid: 61, name: "runc", commandLine: "./runc --systemd-cgroup create --bundle bundle c3" },
      { pid: 89, ppid: 61, name: "runc", commandLine: "./runc init" },
    ]);
  });

  it("of a trace up to the answer there is no call without one", () => {
    const file = fixture("mute-bus/strace-tt.txt");
    const lines = new TextDecoder().decode(file.bytes).split("\n");
    const sent = lines.findIndex((line) => line.includes("StartTransientUnit"));
    const before = { name: "cut", bytes: new TextEncoder().encode(lines.slice(0, sent).join("\n")) };
    expect(readProcessEvidence([before]).busCalls).toEqual([]);
  });

  it("an answer ends the waiting (reconstructed: the answer is one to Hello with another number)", () => {
    const text = new TextDecoder().decode(fixture("mute-bus/strace-tt.txt").bytes);
    const answer =
      '68    21:07:24.000000 recvmsg(7, {msg_name={sa_family=AF_UNIX, sun_path="/run/dbus/system_bus_socket"}, msg_namelen=112 => 30, msg_iov=[{iov_base="l\\2\\1\\1\\t\\0\\0\\0\\1\\0\\0\\0=\\0\\0\\0", iov_len=16}], msg_iovlen=1, msg_controllen=0, msg_flags=MSG_CMSG_CLOEXEC}, MSG_CMSG_CLOEXEC) = 16\n' +
      '68    21:07:24.000001 recvmsg(7, {msg_namelen=112 => 30, msg_iov=[{iov_base="\\6\\1s\\0\\4\\0\\0\\0:1.1\\0\\0\\0\\0\\5\\1u\\0\\2\\0\\0\\0\\10\\1g\\0\\1s\\0\\0\\7\\1s\\0\\24\\0\\0\\0org.freedesktop.DBus\\0\\0\\0\\0", iov_len=64}], msg_iovlen=1}, MSG_CMSG_CLOEXEC) = 64\n' +
      '68    21:07:24.000002 recvmsg(7, {msg_iov=[{iov_base="\\4\\0\\0\\0:1.1\\0", iov_len=9}], msg_iovlen=1}, MSG_CMSG_CLOEXEC) = 9\n';
    const at = text.indexOf("63    21:07:25");
    expect(at).toBeGreaterThan(0);
    const answered = text.slice(0, at) + answer + text.slice(at);
    const bytes = new TextEncoder().encode(answered);
    expect(readProcessEvidence([{ name: "answered", bytes }]).busCalls).toEqual([]);
  });
});

describe("open files and sockets", () => {
  it("ls -l /proc/PID/fd alone tells the inode, with ss the other end", () => {
    const own = (names: readonly string[]) =>
      seen(...names).openFiles?.find(({ pid, descriptor }) => pid === 63 && descriptor === 7);
    expect(own(["proc.txt"])).toEqual({
      pid: 63,
      descriptor: 7,
      target: "socket:[724448]",
      file: "mute-bus/proc.txt",
      line: expect.any(Number) as number,
    });
    expect(own(["proc.txt", "ss.txt"])?.peer).toBe("/run/dbus/system_bus_socket (dbus-daemon 4)");
  });

  it("lsof +E names the other end", () => {
    const files = seen("lsof-E.txt").openFiles ?? [];
    expect(files).toHaveLength(24);
    expect(files.find(({ pid, descriptor }) => pid === 63 && descriptor === 9)).toMatchObject({ peer: "runc 70" });
    expect(files.find(({ pid, descriptor }) => pid === 70 && descriptor === 5)?.target).toBe("/run/runc/c1/exec.fifo");
  });

  it("ss alone knows which process has which socket", () => {
    const bus = seen("ss.txt").openFiles?.filter(({ pid, peer }) => pid === 63 && peer?.startsWith("/run/dbus/"));
    expect(bus?.map(({ descriptor }) => descriptor)).toEqual([7, 11]);
  });
});

describe("process trees", () => {
  test.each(["pstree.txt", "pstree-a.txt"])("%s: parents, without threads", (name) => {
    const rows = seen(name).processes;
    expect(rows.find(({ pid }) => pid === 70)).toMatchObject({ ppid: 63, name: "runc" });
    expect(rows.find(({ pid }) => pid === 63)?.ppid).toBe(60);
    expect(rows).toHaveLength(8);
  });

  it("ps wins over a tree without arguments", () => {
    const row = seen("pstree.txt", "ps.txt", "proc.txt").processes.find(({ pid }) => pid === 63);
    expect(row).toMatchObject({ ppid: 60, state: "S", started: { at: "2026-11-23T21:07:09" } });
    expect(row?.commandLine).toContain("--systemd-cgroup create");
  });
});

describe("monitors of the bus", () => {
  const introspect: Partial<BusCall> = {
    connection: ":1.8",
    destination: "org.freedesktop.systemd1",
    member: "Introspect",
    unansweredSeconds: 2,
  };

  test.each(["busctl-monitor.txt", "dbus-monitor.txt"])("%s: what was asked and not answered", (name) => {
    const { busCalls } = seen(name);
    expect(busCalls).toHaveLength(1);
    expect(busCalls?.[0]).toMatchObject(introspect);
  });

  it("dbus-monitor does not print whether an answer was wanted", () => {
    expect(seen("dbus-monitor.txt").busCalls?.[0]?.doubt).toContain("wanted an answer");
    expect(seen("busctl-monitor.txt").busCalls?.[0]).not.toHaveProperty("doubt");
  });

  it("dbus-send tells that no reply came", () => {
    expect(seen("dbus-send.txt").signs).toMatchObject([{ rule: "bus-no-reply", line: 1 }]);
  });
});
