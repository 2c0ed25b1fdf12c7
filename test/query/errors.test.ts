import { expect, test } from "vitest";
import { buildGraph } from "../../src/graph/build-graph.ts";
import type { InputFile } from "../../src/model/input.ts";
import { parse } from "../../src/parse/parse.ts";
import { chainFrom } from "../../src/query/chain-from.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { ownerOf } from "../../src/query/owner-of.ts";
import { waitersOf } from "../../src/query/waiters-of.ts";
import { filesOf } from "../samples/truth.ts";

const dumps = filesOf("docker-20.10.24-exec-hang", ["dockerd.log"]).flatMap(
  ({ name, bytes }) => parse(bytes, { name }).dumps,
);
const graph = buildGraph(dumps);

test.each([
  ["no list", {}],
  ["a text", "goroutine 1 [running]:"],
  ["files without a name", [{ bytes: new Uint8Array() }]],
  ["texts instead of bytes", [{ name: "dump.txt", bytes: "goroutine 1 [running]:" }]],
  ["nothing in the list", [undefined]],
])("diagnose of %s is a wrong call", async (_, files) => {
  await expect(diagnose(files as unknown as readonly InputFile[])).rejects.toMatchObject({
    name: "StackgraphError",
    code: "ERR_INVALID_ARGUMENT",
  });
});

test.each([
  ["chainFrom", () => chainFrom(graph, { dump: "dockerd", goroutine: 999_999 })],
  ["chainFrom, another dump", () => chainFrom(graph, { dump: "nobody", goroutine: 1 })],
  ["ownerOf", () => ownerOf(graph, "dockerd/lock 0x1")],
  ["waitersOf", () => waitersOf(graph, "dockerd/lock 0x1")],
  ["ownerOf a goroutine", () => ownerOf(graph, graph.findNode((_, { type }) => type === "goroutine") ?? "")],
])("%s of something that is not in the graph says so", (_, call) => {
  expect(call).toThrow(expect.objectContaining({ name: "StackgraphError", code: "ERR_UNKNOWN_NODE" }));
});

test.each([
  ["nothing", []],
  ["an empty file", [{ name: "empty", bytes: new Uint8Array() }]],
  ["a file without a dump", [{ name: "notes", bytes: new TextEncoder().encode("goroutine leak?\n") }]],
  ["zeros", [{ name: "zeros", bytes: new Uint8Array(1000) }]],
  ["what looks packed and is not", [{ name: "x.gz", bytes: new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]) }]],
])("%s has nothing to tell, and that is no error", async (_, files) => {
  expect(await diagnose(files)).toMatchObject({ dumps: [], locks: [], chains: [], deadlocks: [] });
});
