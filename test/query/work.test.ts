// What a diagnosis costs, counted: a test that measures time fails on a busy machine and passes on a fast one.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { decodeBodies } from "../../src/facts/releases/decode-bodies.ts";
import { readNumbers } from "../../src/facts/releases/varint.ts";
import { stacksOf } from "../../src/parse/groups-of.ts";
import { graphOfFiles } from "../../src/query/graph-of-files.ts";
import { toDiagnosis } from "../../src/query/to-diagnosis.ts";
import { decode } from "../../src/read/utf8.ts";
import { idleOf } from "../../src/waits/idle/idle-of.ts";

vi.mock(import("../../src/facts/releases/decode-bodies.ts"), async (original) => {
  const module = await original();
  return { ...module, decodeBodies: vi.fn(module.decodeBodies) };
});
vi.mock(import("../../src/facts/releases/varint.ts"), async (original) => {
  const module = await original();
  return { ...module, readNumbers: vi.fn(module.readNumbers) };
});
vi.mock(import("../../src/read/utf8.ts"), async (original) => {
  const module = await original();
  return { ...module, decode: vi.fn(module.decode) };
});
vi.mock(import("../../src/waits/idle/idle-of.ts"), async (original) => {
  const module = await original();
  return { ...module, idleOf: vi.fn(module.idleOf) };
});

const sample = (name: string): Uint8Array => readFileSync(new URL(`../../samples/${name}`, import.meta.url));

/** Everything that a diagnosis of some files does, and how much it was. */
async function work(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]) {
  const graph = await graphOfFiles(files, { crowds: true });
  const diagnosis = toDiagnosis(graph);
  const dumps = graph.getAttribute("dumps").map(({ dump }) => dump);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    goroutines: sum(dumps.map(({ goroutines }) => goroutines.length)),
    stacks: sum(dumps.map((dump) => stacksOf(dump).size)),
    bytes: sum(files.map(({ bytes }) => bytes.length)),
    nodes: graph.order,
    edges: graph.size,
    answer: JSON.stringify(diagnosis).length,
    /** Waits told by rules. */
    waits: vi.mocked(idleOf).mock.calls.length,
    /** Characters of text made of bytes. */
    text: sum(vi.mocked(decode).mock.results.map(({ value }) => value.length)),
    /** Bodies of functions read out of catalogues, and the characters that say them and their places. */
    bodies: vi.mocked(decodeBodies).mock.calls.length,
    catalogue: sum(vi.mocked(readNumbers).mock.calls.map(([text]) => text.length)),
  };
}

afterEach(() => {
  vi.clearAllMocks();
});

test("24,050 goroutines cost as much as their 33 stacks, but for the answer, which names them", async () => {
  const bytes = gunzipSync(sample("docker-20.10.24-convoy/dockerd.log.gz"));
  const done = await work([{ name: "dockerd.log", bytes }]);
  expect(done).toMatchObject({ goroutines: 24_050, stacks: 33, nodes: 3, edges: 2 });
  expect(done.waits).toBe(done.stacks);
  expect(done.text / done.bytes).toBeLessThan(0.002);
  expect(done.answer / done.goroutines).toBeLessThan(180);
  expect(done.bodies).toBeLessThanOrEqual(320);
});

test("a small incident is read a few times, and little of the catalogues", async () => {
  const names = ["dockerd.log", "containerd.stacks.log", "containerd-journal.log"];
  const done = await work(names.map((name) => ({ name, bytes: sample(`docker-20.10.24-exec-hang/${name}`) })));
  expect(done).toMatchObject({ goroutines: 127, stacks: 90, nodes: 8, edges: 7 });
  // A stack in two states is two waits, and containerd's dump is in two files.
  expect(done.waits).toBeLessThanOrEqual(123);
  expect(done.text / done.bytes).toBeLessThan(2.9);
  expect(done.bodies).toBeLessThanOrEqual(560);
  // The catalogues of docker, containerd, grpc, ttrpc and Go have 1.2 million characters.
  expect(done.catalogue).toBeLessThanOrEqual(41_000);
});
