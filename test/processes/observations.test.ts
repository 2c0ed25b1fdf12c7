import { describe, expect, it } from "vitest";
import { kernelWaitRules } from "../../src/processes/kernel-waits.ts";
import { readProcessEvidence } from "../../src/processes/read-process-evidence.ts";
import { straceRules } from "../../src/processes/strace/call-rules.ts";
import { fixture, reconstructed, sampleFile } from "./fixture.ts";

const rules = (name: string, pid: number) =>
  readProcessEvidence([fixture(name)])
    .observations.get(pid)
    ?.map((each) => each.rule);

describe("/proc", () => {
  it("reads sections of the process and files of head alike", () => {
    expect(rules("proc-sections.txt", 3)).toEqual(["kernel-fifo-open"]);
    expect(rules("proc-sections.txt", 4)).toEqual(["kernel-idle"]);
    expect(rules("proc-head.txt", 3)).toEqual(["kernel-fifo-open"]);
  });

  it("says that a sleeping Go main thread proves nothing", () => {
    const { observations } = readProcessEvidence([sampleFile("docker-20.10.24-systemd-mute", "proc.txt")]);
    expect([...observations.keys()]).toEqual([6787, 6777]);
    for (const [evidence] of observations.values()) expect(evidence).toMatchObject({ rule: "kernel-idle", weight: 0 });
    expect(observations.get(6777)?.[0]?.text).toContain("proves nothing");
    expect(observations.get(6777)?.[0]?.text).toContain("proc.txt:12");
  });

  it("needs more than a number as a title", () => {
    const text = "== 2024 ==\nsummary\n== 2025 ==\nnothing\n";
    expect(readProcessEvidence([reconstructed("notes", text)]).recognised).toEqual([]);
  });
});

describe("strace", () => {
  it("keeps the last call of each thread that had not returned", () => {
    const { observations } = readProcessEvidence([sampleFile("docker-20.10.24-systemd-mute", "strace.txt")]);
    expect(observations.get(6787)).toMatchObject([{ rule: "strace-idle", weight: 0 }]);
    expect(observations.get(6787)?.[0]?.text).toContain("each of 9 threads");
    expect(observations.get(6787)?.[0]?.text).toContain("strace.txt:2-10");
  });

  it("tells a fifo and gives forked processes their own calls", () => {
    expect(rules("strace-attach-fifo.txt", 3)).toEqual(["strace-fifo"]);
    expect(rules("strace-file.txt", 19)).toEqual(["strace-child"]);
    expect(rules("strace-file.txt", 20)).toEqual(["strace-idle"]);
    expect(rules("strace-file.txt", 21)).toEqual(["strace-read"]);
  });

  it("takes the pid from the detaching when nothing else tells it", () => {
    expect(rules("strace-no-pid.txt", 26)).toEqual(["strace-idle"]);
  });
});

const tables = [
  ...kernelWaitRules.map((rule, at) => ({ rule, earlier: kernelWaitRules.slice(0, at) })),
  ...straceRules.map((rule, at) => ({ rule, earlier: straceRules.slice(0, at) })),
];

it.each(tables)("rule $rule.name reads its example, and no earlier rule does", ({ rule, earlier }) => {
  expect(rule.example).toMatch(rule.pattern);
  for (const other of earlier) expect(rule.example).not.toMatch(other.pattern);
});

describe("busctl", () => {
  it("reads names, owners and connections", () => {
    const { bus } = readProcessEvidence([sampleFile("docker-20.10.24-systemd-mute", "busctl.txt")]);
    expect(bus).toHaveLength(15);
    expect(bus[1]).toEqual({
      name: ":1.2",
      pid: 6787,
      process: "runc",
      connection: ":1.2",
      file: "busctl.txt",
      line: 3,
    });
    expect(bus.find((each) => each.name === "org.freedesktop.DBus")).toMatchObject({ pid: 6123 });
    expect(bus.find((each) => each.name === "org.freedesktop.login1")).toEqual({
      name: "org.freedesktop.login1",
      connection: "(activatable)",
      file: "busctl.txt",
      line: 12,
    });
  });
});
