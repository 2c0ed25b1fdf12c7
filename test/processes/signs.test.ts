import { describe, expect, it, test } from "vitest";
import { readProcessEvidence } from "../../src/processes/read-process-evidence.ts";
import { runcWaits } from "../../src/processes/runc-dump.ts";
import { signRules } from "../../src/processes/signs/rules.ts";
import { stampRules, timeOf } from "../../src/processes/signs/time-of.ts";
import { descriptorRules } from "../../src/processes/strace/descriptors.ts";
import { readStraceLine } from "../../src/processes/strace/line.ts";
import { unquote } from "../../src/processes/strace/unquote.ts";
import { fixture, reconstructed } from "./fixture.ts";

const tables = [signRules, stampRules, runcWaits].flatMap((rules) =>
  rules.map((rule, at) => ({ rule, earlier: rules.slice(0, at) })),
);

test.each(tables)("rule $rule.name reads its example, and no earlier rule does", ({ rule, earlier }) => {
  expect(rule.example).toMatch(rule.pattern);
  for (const other of earlier) expect(rule.example).not.toMatch(other.pattern);
});

test.each(signRules)("sign $name: a line of a file is found and quoted", ({ name, example, says }) => {
  const { signs } = readProcessEvidence([reconstructed("a.log", `\n${example}\n`)]);
  expect(signs).toMatchObject([{ rule: name, file: "a.log", line: 2, count: 1 }]);
  expect(says.replace(/\{(\w+)\}/g, (_, value: string) => signs?.[0]?.values[value] ?? "")).not.toContain("undefined");
});

test.each(descriptorRules.map(({ calls, example }) => ({ calls, example })))("$example", ({ calls, example }) => {
  const line = readStraceLine(example);
  expect(line?.event.kind === "call" ? calls : []).toContain(line?.event.kind === "call" ? line.event.name : "");
});

describe("times of lines", () => {
  test.each([
    ["2018-12-04T08:14:27.123Z x", "2018-12-04T08:14:27Z"],
    ["2018-12-04 08:14:27 +0100 x", "2018-12-04T08:14:27+01:00"],
    ["[Mon Nov 23 21:07:09 2026] INFO: task", "2026-11-23T21:07:09"],
    ["Nov  3 21:07:09 node1 kubelet[1]: x", "--11-03T21:07:09"],
    ["E1123 21:07:09.123456    2911 kubelet.go:2014] x", "--11-23T21:07:09"],
    ["no time at all", undefined],
  ])("%s", (line, time) => {
    expect(timeOf(line)).toBe(time);
  });
});

describe("logs", () => {
  it("counts lines of one sort and keeps the first and the last (reconstructed)", () => {
    const line = (minute: number) =>
      `Dec  4 08:1${minute}:27 node1 kubelet[9]: skipping pod synchronization - [PLEG is not healthy: pleg was last seen active 3m${minute}s ago; threshold is 3m0s]`;
    const { signs } = readProcessEvidence([
      reconstructed("kubelet.log", [line(4), "other", line(5), line(6)].join("\n")),
    ]);
    expect(signs).toMatchObject([
      { rule: "pleg-unhealthy", line: 1, at: "--12-04T08:14:27", count: 3, last: { line: 4, at: "--12-04T08:16:27" } },
    ]);
  });

  it("leaves ordinary lines alone (reconstructed)", () => {
    const text = [
      'time="2026-11-23T16:00:42Z" level=info msg="shim disconnected" id=8f0a',
      "systemd[1]: Started Session 12 of user root.",
      "kernel: device eth0 entered promiscuous mode",
      'level=error msg="context deadline exceeded"',
    ].join("\n");
    expect(readProcessEvidence([reconstructed("a.log", text)])).toMatchObject({ signs: [], recognised: [] });
  });
});

describe("gdb", () => {
  it("systemd's lone thread waits in its event loop", () => {
    const { signs } = readProcessEvidence([fixture("gdb-systemd.txt")]);
    expect(signs).toMatchObject([{ rule: "gdb-event-loop", values: { function: "sd_event_wait" } }]);
  });

  test.each([
    ["(gdb) p /x bus->cookie\n$1 = 0x1000001b3", "4294967731"],
    ["p bus->cookie\n$3 = 4294967731\n", "4294967731"],
    ["(gdb) print m->api_bus->cookie\n(gdb) $2 = 812", "812"],
  ])("%s (reconstructed)", (text, cookie) => {
    const { signs } = readProcessEvidence([reconstructed("gdb.txt", text)]);
    expect(signs).toMatchObject([{ rule: "gdb-cookie", values: { cookie } }]);
  });

  it("a number that nobody asked for is no counter", () => {
    expect(readProcessEvidence([reconstructed("gdb.txt", "(gdb) p bus->state\n$1 = 4294967731")]).signs).toEqual([]);
  });
});

test("busctl tree that timed out", () => {
  const { signs } = readProcessEvidence([fixture("busctl-tree.txt")]);
  expect(signs).toMatchObject([{ rule: "bus-service-timeout", values: { service: "org.freedesktop.systemd1" } }]);
});

test("a kernel stack without a name is told as such", () => {
  const { signs, observations } = readProcessEvidence([
    reconstructed("stack.txt", "[<0>] rpc_wait_bit_killable+0x24/0xa0 [sunrpc]\n[<0>] nfs4_do_open+0x1/0x2 [nfs]\n"),
  ]);
  expect(observations.size).toBe(0);
  expect(signs).toMatchObject([{ rule: "kernel-stack", values: { rule: "kernel-network-storage" }, line: 1 }]);
});

test("the text between strace's quotes", () => {
  expect(unquote(String.raw`l\1\0\177\x7f\n"\"`)).toEqual([108, 1, 0, 127, 127, 10, 34, 34]);
});

test("what stands between dumps is read, what stands in them is not", () => {
  const text = "runc version 1.0.0-rc5\nrunc version 1.0.0-rc6\nrunc version 1.0.0-rc8";
  const { signs } = readProcessEvidence([{ ...reconstructed("a.log", text), taken: [[1, 2]] }]);
  expect(signs).toMatchObject([{ rule: "runc-version", values: { version: "1.0.0-rc8" }, line: 3 }]);
});
