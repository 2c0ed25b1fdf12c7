import { expect, test } from "vitest";
import { readProcessEvidence } from "../../src/processes/read-process-evidence.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { filesOf } from "../samples/truth.ts";
import { fixture, reconstructed } from "./fixture.ts";

const ages = (text: string): (string | undefined)[] => {
  const { observations } = readProcessEvidence([reconstructed("ps.txt", text)]);
  return [7, 8, 9].map((pid) => observations.get(pid)?.find(({ rule }) => rule === "process-age")?.text);
};

const list = (...starts: string[]): string =>
  ["UID          PID    PPID  C STIME TTY          TIME CMD"]
    .concat(starts.map((start, index) => `root           ${7 + index}       1  0 ${start} ?        00:00:00 sleep 1`))
    .join("\n");

test("a process is as old as the newest one of the list tells, less the seconds that are not printed", () => {
  expect(ages(list("19:20", "19:21", "19:22"))).toEqual([
    "Process 7 had been running for at least 1 minute: it started at 19:20 (ps.txt:2), another process of the list at 19:22 (line 4).",
    undefined,
    undefined,
  ]);
});

test("with seconds a minute is one", () => {
  const list = ["  PID STAT                  STARTED COMMAND", "    7 S    Mon Nov 23 23:59:08 2026 sleep 1"]
    .concat("    8 S    Tue Nov 24 00:00:08 2026 sleep 1", "    9 R    Tue Nov 24 00:00:09 2026 ps")
    .join("\n");
  expect(ages(list)).toEqual([
    "Process 7 had been running for at least 1 minute: it started at 23:59:08 (ps.txt:2), another process of the list at 00:00:09 (line 4).",
    undefined,
    undefined,
  ]);
});

test("yesterday and the last minute tell nothing", () => {
  expect(ages(list("Nov22", "00:02", "00:02"))).toEqual([undefined, undefined, undefined]);
});

test("START of ps aux may be of yesterday: it tells nothing", () => {
  const { observations } = readProcessEvidence([fixture("ps/aux.txt")]);
  expect([...observations.values()].flat().filter(({ rule }) => rule === "process-age")).toEqual([]);
});

test("runc's age is told, that of the service which it waits for tells nothing", async () => {
  const { chains } = await diagnose(filesOf("docker-26.1.5-node-two"));
  const aged = chains
    .flatMap(({ end }) => end.below)
    .filter(({ evidence }) => evidence.some(({ rule }) => rule === "process-age"));
  expect(aged.map(({ process }) => process.name)).toEqual(["runc", "runc"]);
});
