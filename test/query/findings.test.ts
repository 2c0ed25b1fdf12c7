import { expect, test } from "vitest";
import type { Finding } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { findingKinds } from "../../src/query/finding-kinds.ts";
import { shapeBytes, shapeDumps } from "../locks/shape.ts";
import { sampleFiles } from "../processes/dumps.ts";

async function findingsOf(file: string): Promise<Finding[]> {
  return (await diagnose([{ name: file, bytes: shapeBytes(file) }])).findings;
}

test.each([
  ["lock-first", "blocked-on-goroutine", /^3 goroutines cannot go on: .* waits to send on a channel\.$/],
  [
    "singleton",
    "blocked-on-goroutine",
    /^4 goroutines cannot go on: .*only the likeliest of several that may hold the lock\.$/,
  ],
  ["convoy", "lock-convoy", /^3 goroutines wait: .* could run/],
  ["child-process", "blocked-on-process", /^1 goroutine cannot go on: .* waits for a child process\.$/],
  ["hidden-objects", "blocked-on-lock", /owner is not known/],
  ["forgotten", "abandoned-lock", /never released/],
  ["self-callback", "self-deadlock", /hold it itself/],
  ["crossed", "deadlock-cycle", /none of them can go on/],
])("%s: %s", async (shape, id, text) => {
  const findings = await findingsOf(`${shape}/go1.26.0.txt`);
  expect(findings.find((finding) => finding.id === id)?.text).toMatch(text);
});

test("several that depend on a goroutine by a guess alone are no chance", async () => {
  const { findings } = await diagnose(sampleFiles("docker-20.10.24-attach-reader"));
  const text = expect.stringContaining("8 goroutines may depend on it: dockerd 148 waits for I/O (write)") as string;
  expect(findings).toContainEqual(expect.objectContaining({ severity: "critical", text }));
});

test("who reads what another process is to send over a connection is no root blocker", async () => {
  const { findings } = await diagnose(sampleFiles("kubelet-1.20.15-exec-probe"));
  expect(findings.filter(({ id }) => id === "blocked-on-goroutine")).toEqual([]);
});

test.each(shapeDumps())(
  "$file: findings come from the list, filled in, without a goroutine twice",
  async ({ file }) => {
    for (const { id, title, next, text, goroutines } of await findingsOf(file)) {
      expect(findingKinds).toHaveProperty(id);
      expect(title).not.toBe("");
      for (const line of [text, ...next]) expect(line).not.toMatch(/undefined|\{\w+\}/);
      const names = goroutines.map(({ dump, goroutine }) => `${dump}/${goroutine}`);
      expect(names).toEqual([...new Set(names)]);
    }
  },
);
