import { expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { fileOf, GO_VERSIONS } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";

const FIXTURES = new URL("../fixtures/envelopes", import.meta.url).pathname;
const bare = parse(fileOf(GO_VERSIONS, "locks-1.24.0.txt").bytes);

/** What real loggers and journalctl made of one dump. Those whose first line is no goroutine's are not known by their own form. */
test.each([
  ["logrus-text", { format: "logrus", pid: 3278 }],
  ["logrus-terminal", { format: "terminal", pid: 3278 }],
  ["logrus-json", { format: "json", pid: 3278 }],
  ["zap-json", { format: "json", pid: 3278, takenAt: expect.stringMatching(/^2026-11-23T.*Z$/) }],
  ["zap-console", {}],
  ["klog", {}],
  ["klog-structured", {}],
  ["slog-text", { format: "logfmt", pid: 3278 }],
  ["slog-json", { format: "json", pid: 3278, takenAt: expect.stringMatching(/^2026-11-23T.*Z$/) }],
  ["log", {}],
  ["journalctl-short", { format: "syslog", pid: 2911 }],
  ["journalctl-short-precise", { format: "syslog", pid: 2911 }],
  ["journalctl-short-iso", { format: "syslog", pid: 2911, takenAt: "2026-11-23T15:51:56+00:00" }],
  [
    "journalctl-short-iso-precise",
    { format: "syslog", pid: 2911, takenAt: expect.stringMatching(/^2026-11-23T15:51:56\.\d+\+00:00$/) },
  ],
  ["journalctl-short-full", { format: "syslog", pid: 2911, takenAt: "2026-11-23T15:51:56Z" }],
  ["journalctl-short-monotonic", { format: "syslog", pid: 2911 }],
  [
    "journalctl-short-unix",
    { format: "syslog", pid: 2911, takenAt: expect.stringMatching(/^2026-11-23T15:51:56\.\d+Z$/) },
  ],
  ["journalctl-with-unit", { format: "syslog", pid: 2911 }],
  [
    "journalctl-verbose",
    { format: "journald-verbose", pid: 2911, takenAt: expect.stringMatching(/^2026-11-23T15:51:56\.\d+Z$/) },
  ],
  [
    "journalctl-export",
    { format: "journald-export", pid: 2911, takenAt: expect.stringMatching(/^2026-11-23T15:51:56\.\d+Z$/) },
  ],
  [
    "journalctl-json",
    { format: "journald-json", pid: 2911, takenAt: expect.stringMatching(/^2026-11-23T15:51:56\.\d+Z$/) },
  ],
  ["journalctl-json-pretty", { format: "journald-json", pid: 2911 }],
  ["journalctl-json-seq", { format: "journald-json", pid: 2911 }],
  ["journalctl-json-sse", { format: "journald-json", pid: 2911 }],
  ["journalctl-cat", { format: "plain" }],
])("%s", (name, envelope) => {
  const { dumps } = parse(fileOf(FIXTURES, `${name}.log.gz`).bytes);
  expect(dumps.flatMap(fromDump)).toEqual(bare.dumps.flatMap(fromDump));
  expect(dumps.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  expect(dumps.map(({ truncated }) => truncated)).toEqual([false]);
  expect(dumps[0]?.envelope).toMatchObject(envelope);
});
