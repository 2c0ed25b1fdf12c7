import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { filesOf, sampleNames, textOf, truthOf } from "./truth.ts";

/** Files under src/ with their text. Examples in the grammar are lines that a runtime printed, with whatever numbers it printed. */
function sources(): { readonly path: string; readonly text: string }[] {
  const folder = new URL("../../src/", import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(ts|mjs|json)$/.test(path) && !path.includes("generated"))
    .map((path) => ({ path: `src/${path}`, text: readFileSync(new URL(path, folder), "utf8") }));
}

/** Places where one of the words stands alone. */
function findWords(words: ReadonlySet<string>, token: RegExp): string[] {
  return sources().flatMap(({ path, text }) =>
    [...text.matchAll(token)].filter(([word]) => words.has(word)).map((match) => `${path}: ${match[0]}`),
  );
}

const truths = sampleNames().map(truthOf);

test("no goroutine id of a truth appears in the source", () => {
  const ids = truths.flatMap(({ locks, calls, chains }) => [
    ...locks.flatMap((lock) => [...lock.waiters.map((waiter) => waiter.goroutine), ...lock.owner.goroutines]),
    ...calls.flatMap(({ client, server }) => [client.goroutine, ...(server === undefined ? [] : [server.goroutine])]),
    ...chains.flatMap((chain) => chain.steps.map((step) => step.goroutine)),
  ]);
  const long = new Set(ids.filter((id) => id >= 100).map(String));
  expect(long.size).toBeGreaterThan(10);
  // Bare numbers prove nothing: system calls and lines of Go files have the same ones.
  const named = /\bgoroutines? \d+(?:(?:,| and|, and) \d+)*/g;
  const found = sources().flatMap(({ path, text }) =>
    [...text.matchAll(named)]
      .filter(([words]) => (words.match(/\d+/g) ?? []).some((id) => long.has(id)))
      .map(([words]) => `${path}: ${words}`),
  );
  expect(found).toEqual([]);
});

test("no process id of a truth appears in the source", () => {
  const pids = truths.flatMap(({ dumps, chains }) => [
    ...dumps.flatMap((dump) => dump.pid ?? []),
    ...chains.flatMap(({ end, below }) =>
      [end.pid, ...below.map((process) => process.pid)].filter((pid) => pid !== undefined),
    ),
  ]);
  expect(pids.length).toBeGreaterThan(5);
  expect(findWords(new Set(pids.map(String)), /\b\d{4,}\b/g)).toEqual([]);
});

test("no heap address of a sample appears in the source", () => {
  const heap = /0xc000[0-9a-f]{6}/g;
  const addresses = new Set(
    sampleNames().flatMap((sample) => filesOf(sample).flatMap((file) => textOf(file).match(heap) ?? [])),
  );
  expect(addresses.size).toBeGreaterThan(100);
  expect(findWords(addresses, heap)).toEqual([]);
});
