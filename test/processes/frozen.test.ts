import { describe, expect, test } from "vitest";
import type { ProcessEvidence, ProcessRow } from "../../src/model/process.ts";
import { frozen } from "../../src/processes/frozen.ts";
import { readProcessEvidence } from "../../src/processes/read-process-evidence.ts";
import { fixture } from "./fixture.ts";

/** A parent group was frozen: then `runc create` and `runc exec` have each made a child in it. Linux 6.18, cgroups of version 1. */
const read = (...names: readonly string[]) => readProcessEvidence(names.map((name) => fixture(`below/${name}`)));

const inits = ({ processes }: ProcessEvidence): ProcessRow[] =>
  processes.filter(({ commandLine }) => commandLine === "runc init");

const rules = (row: ProcessRow, evidence: ProcessEvidence) =>
  frozen(row, evidence)?.evidence.map(({ rule, weight }) => [rule, weight]);

describe("a frozen child of runc", () => {
  test("by the list of frozen groups and the group that /proc prints", () => {
    const evidence = read("frozen.txt", "frozen-groups.txt", "frozen-cgroup.txt");
    expect(inits(evidence)).toHaveLength(2);
    for (const init of inits(evidence)) {
      expect(frozen(init, evidence)).toMatchObject({ waitsFor: "its frozen cgroup to be thawed", next: [] });
      expect(frozen(init, evidence)?.evidence[0]?.text).toMatch(
        /frozen-cgroup\.txt:\d+\), which is frozen with \S+ above it/,
      );
      expect(rules(init, evidence)).toEqual([["cgroup-frozen", 3]]);
    }
  });

  test("by the list of frozen groups and its container's id", () => {
    const evidence = read("frozen.txt", "frozen-groups.txt");
    for (const init of inits(evidence)) expect(rules(init, evidence)).toEqual([["cgroup-frozen", 2]]);
  });

  test("by its state alone: D inside a read of a socket", () => {
    const evidence = read("frozen.txt");
    for (const init of inits(evidence)) expect(rules(init, evidence)).toEqual([["frozen-state", 1.5]]);
  });
});

test("nothing is said of processes in other groups", () => {
  const evidence = read("frozen.txt", "frozen-groups.txt", "frozen-cgroup.txt");
  const free = evidence.processes.filter(({ state }) => state === "S");
  expect(free.length).toBeGreaterThan(4);
  for (const row of free) expect(frozen(row, evidence)).toBeUndefined();
});

test("a process in state D inside a file system is not taken for frozen", () => {
  const { processes, ...rest } = read("frozen.txt");
  for (const init of inits({ processes, ...rest })) {
    const reading = { rule: "kernel-network-storage", weight: 2.5, text: "", waitsFor: "a file system" };
    expect(frozen(init, { ...rest, processes, observations: new Map([[init.pid, [reading]]]) })).toBeUndefined();
    expect(frozen(init, { ...rest, processes, observations: new Map() })).toBeUndefined();
  }
});
