import { describe, expect, it } from "vitest";
import type { ChildWait } from "../../src/model/process.ts";
import { findChildWaits } from "../../src/processes/find-child-waits.ts";
import { readProcessEvidence } from "../../src/processes/read-process-evidence.ts";
import { dumpsOf, reconstructedDump, sampleFiles } from "./dumps.ts";
import { reconstructed } from "./fixture.ts";

const mute = "docker-20.10.24-systemd-mute";
const start = "docker-26.1.5-start-hang";

/** The child waits of a sample, its process list replaced where one is given. */
function waitsOf(sample: string, list?: string): ChildWait[] {
  const files = sampleFiles(sample).filter(
    (file) => list === undefined || !/^(?:ps|proc|strace|busctl)/.test(file.name),
  );
  const evidence = readProcessEvidence(list === undefined ? files : [reconstructed("list", list)]);
  return findChildWaits(dumpsOf(files), evidence);
}

function only(waits: readonly ChildWait[]): ChildWait {
  expect(waits).toHaveLength(1);
  return waits[0] as ChildWait;
}

const rules = (wait: ChildWait, step = 0) => wait.below[step]?.evidence.map((each) => each.rule);

describe("samples", () => {
  it("leads from the shim over runc and D-Bus to systemd", () => {
    const wait = only(waitsOf(mute));
    expect(wait).toMatchObject({ verb: "create", program: "runc", process: { pid: 6787 } });
    expect([wait.goroutine.id, wait.goroutine.dump.envelope.pid]).toEqual([37, 6777]);
    expect(wait.below.map((step) => [step.process.name, step.waitsFor])).toEqual([
      ["runc", "a reply over D-Bus"],
      ["D-Bus", "org.freedesktop.systemd1"],
      ["org.freedesktop.systemd1", "not known"],
    ]);
    expect(wait.below[0]?.evidence.map((each) => each.text).join(" ")).toContain(
      ":1.2 (busctl.txt:3) and :1.3 (busctl.txt:4)",
    );
    expect(wait.below[2]?.evidence[0]?.text).toContain("is not proved");
  });

  it("tells the verb that is waited for from runc init", () => {
    const wait = only(waitsOf(start));
    expect(wait).toMatchObject({ verb: "start", process: { pid: 22482 } });
    expect(wait.below).toHaveLength(1);
    expect(wait.below[0]?.waitsFor).toBe("not known");
  });

  it("names no pid without a process list", () => {
    const wait = only(waitsOf("docker-20.10.24-exec-hang"));
    expect(wait.verb).toBe("exec");
    expect(wait.process).toBeUndefined();
    expect(wait.below[0]?.process).toEqual({ name: "runc" });
    expect(rules(wait)).toEqual(["no-process-list"]);
  });

  it("finds nothing in a healthy node", () => {
    expect(waitsOf("docker-20.10.24-healthy")).toEqual([]);
  });
});

/** Rows for the shim of the sample `start` and children of it. */
function list(...rows: readonly string[]): string {
  return [
    "    PID    PPID ELAPSED STAT COMMAND",
    "  22432       1     700 Sl   containerd-shim-runc-v2 -id x",
    ...rows,
  ].join("\n");
}

describe("process lists", () => {
  it("names no pid when two processes fit, and lists both", () => {
    const wait = only(
      waitsOf(start, list("    501   22432     700 Sl   runc start a", "    502   22432     700 Sl   runc start b")),
    );
    expect(wait.process).toBeUndefined();
    expect(rules(wait)).toEqual(["child-ambiguous"]);
    expect(wait.below[0]?.evidence[0]?.text).toMatch(/501 .*502 /);
  });

  it("does not take a child with another verb, nor somebody else's", () => {
    const wait = only(
      waitsOf(start, list("    501   22432     700 Sl   runc kill a", "    502       1     700 Sl   runc start b")),
    );
    expect(wait.process).toBeUndefined();
    expect(rules(wait)).toEqual(["child-not-listed"]);
  });

  it("takes the only such program when the list prints no arguments", () => {
    const wait = only(
      waitsOf(start, list("    501   22432     700 Sl   runc", "    502   22432     700 Sl   runc:[2:INIT]")),
    );
    expect(wait.process?.pid).toBe(501);
    expect(rules(wait)).toContain("child-in-list-cut");
  });

  it("goes by the container's id when the list prints no parents", () => {
    const id = dumpsOf(sampleFiles(start)).find((dump) => dump.envelope.container)?.envelope.container;
    const aux = (...rows: readonly string[]) => waitsOf(start, ["    PID COMMAND", ...rows].join("\n"));
    expect(only(aux(`    501 runc --root /r start ${id}`, "    502 runc start other")).process?.pid).toBe(501);
    expect(only(aux("    502 runc start other")).process).toBeUndefined();
  });

  it("says that a young process need not be stuck", () => {
    const wait = only(waitsOf(start, list("    501   22432       2 D    runc start a")));
    expect(wait.below).toMatchObject([{ process: { pid: 501, state: "D" }, waitsFor: "not known" }]);
    expect(rules(wait)).toContain("child-young");
  });

  it("says that the child has gone when an unfiltered list shows none", () => {
    const full = list("      1       0     900 S    init", "      2       0     900 S    [kthreadd]");
    expect(rules(only(waitsOf(start, full)))).toEqual(["child-gone"]);
  });
});

describe("what lies below the child", () => {
  const below = (text: string) => only(waitsOf(start, text)).below.map((step) => [step.process.pid, step.waitsFor]);

  it.each([
    ["Z", "its parent to collect its exit status"],
    ["T", "someone to continue it (SIGCONT)"],
    ["D", "the kernel"],
    ["S", "not known"],
  ])("reads state %s", (state, waitsFor) => {
    expect(below(list(`    501   22432     700 ${state}    runc start a`))).toEqual([[501, waitsFor]]);
  });

  it("reads the kernel's function of the child and of its child", () => {
    const rows = list("    501   22432     700 Sl   runc start a", "    502     501     700 D    runc init");
    expect(below(`${rows}\n\n== 501\nwait_for_partner\n257 0xffffff9c 0x1`)).toEqual([
      [501, "the other end of a fifo"],
    ]);
    expect(below(`${rows}\n\n== 502\njbd2_log_wait_commit\n257 0xffffff9c 0x1`)).toEqual([
      [501, "its child `runc init`"],
      [502, "storage"],
    ]);
  });

  it("needs a connection to the bus before it names D-Bus", () => {
    const row = list("    501   22432     700 Sl   runc --systemd-cgroup start a");
    const bus = (pid: number) =>
      `${row}\n\nNAME PID PROCESS USER CONNECTION UNIT SESSION DESCRIPTION\n:1.7 ${pid} runc root :1.7 - - -\norg.freedesktop.systemd1 1 systemd root :1.0 - - -\n`;
    expect(below(bus(999))).toEqual([[501, "not known"]]);
    expect(below(bus(501)).map(([, waitsFor]) => waitsFor)).toEqual([
      "a reply over D-Bus",
      "org.freedesktop.systemd1",
      "not known",
    ]);
  });
});

describe("containerd 0.2, whose shims run runc (reconstructed)", () => {
  const containerd = reconstructedDump([
    "github.com/docker/containerd/runtime.(*container).waitForCreate",
    "github.com/docker/containerd/runtime.(*container).createCmd",
    "github.com/docker/containerd/runtime.(*container).Exec",
    "github.com/docker/containerd/supervisor.(*Supervisor).addProcess",
    "github.com/docker/containerd/supervisor.(*Supervisor).handleTask",
  ]);
  const waitIn = (...rows: readonly string[]): ChildWait => {
    const text = ["    PID    PPID ELAPSED STAT COMMAND", ...rows].join("\n");
    return only(findChildWaits([containerd], readProcessEvidence([reconstructed("list", text)])));
  };
  const daemon =
    "    700     600     900 Ssl  docker-containerd -l unix:///run/docker/libcontainerd/docker-containerd.sock";
  const shim = "    701     700     800 Sl   docker-containerd-shim c1 /run/docker/libcontainerd/c1 docker-runc";

  it("finds the runc below the shim", () => {
    const wait = waitIn(daemon, shim, "    702     701     700 Sl   docker-runc exec -d --process p.json c1");
    expect(wait).toMatchObject({ program: "runc", verb: "exec", process: { pid: 702 } });
    expect(wait.below[0]?.evidence.map(({ text }) => text).join(" ")).toContain("descends from 700, through 701,");
  });

  it("takes none of another verb, and none of a shim of another containerd", () => {
    expect(waitIn(daemon, shim, "    702     701     700 Sl   docker-runc kill c1 9").process).toBeUndefined();
    const other = "    801     800     800 Sl   docker-containerd-shim c2 /run/docker/libcontainerd/c2 docker-runc";
    const foreign = waitIn(daemon, other, "    802     801     700 Sl   docker-runc exec -d --process p.json c2");
    expect(foreign.process).toBeUndefined();
  });

  it("names none when two shims run the same verb", () => {
    const wait = waitIn(
      daemon,
      shim,
      "    702     701     700 Sl   docker-runc exec -d --process p.json c1",
      "    703     700     800 Sl   docker-containerd-shim c2 /run/docker/libcontainerd/c2 docker-runc",
      "    704     703     700 Sl   docker-runc exec -d --process p.json c2",
    );
    expect(wait.process).toBeUndefined();
    expect(rules(wait)).toEqual(["child-ambiguous"]);
  });
});
