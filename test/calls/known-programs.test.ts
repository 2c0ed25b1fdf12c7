import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findCalls } from "../../src/calls/find-calls.ts";
import { findGivenUp } from "../../src/calls/find-given-up.ts";
import { buildGraph } from "../../src/graph/build-graph.ts";
import type { Call } from "../../src/model/call.ts";
import type { Dump, Goroutine } from "../../src/model/dump.ts";
import { parseFile } from "../../src/parse/parse-file.ts";
import { rootBlockers } from "../../src/query/root-blockers.ts";

const FIXTURES = new URL("../fixtures/calls/", import.meta.url);

/** All dumps of a folder of fixtures. */
async function dumpsIn(folder: string): Promise<Dump[]> {
  const root = new URL(`${folder}/`, FIXTURES);
  const parsed = readdirSync(root).map((name) => parseFile(readFileSync(new URL(name, root)), { name }));
  return (await Promise.all(parsed)).flatMap(({ dumps }) => dumps);
}

/** Dumps of one file. */
async function dumpsOf(name: string): Promise<Dump[]> {
  return [...(await parseFile(readFileSync(new URL(name, FIXTURES)), { name })).dumps];
}

const versions = (library: string): string[] =>
  readdirSync(FIXTURES).filter((name) => name.startsWith(`${library}-`) && name.endsWith(".txt"));

/** What a program in `src/` was made to do: each of its goroutines stands in a function that is named for it. */
const labFunction = (goroutine: Goroutine, receiver: string | undefined): string =>
  goroutine.stack.frames.findLast(({ func }) => func.package === LAB && func.receiver === receiver)?.func.name ?? "";
const LAB = "main";

const byFunction = ({ client, server }: Call) => ({
  client: labFunction(client.goroutine, undefined),
  server: server && labFunction(server.goroutine, "server"),
  sent: client.sent !== false,
});

describe.each(versions("grpc"))("%s", (name) => {
  test("each call is in the state that its function names", async () => {
    const calls = findCalls(await dumpsOf(name)).map(byFunction);
    expect(calls.toSorted((a, b) => (a.client < b.client ? -1 : 1))).toEqual([
      { client: "intercepted", server: "Intercepted", sent: true },
      { client: "noConnection", server: undefined, sent: false },
      { client: "overQuota", server: undefined, sent: false },
      { client: "served", server: "Served", sent: true },
      { client: "served", server: "Served", sent: true },
      { client: "upload", server: "Upload", sent: true },
    ]);
  });

  test("an open stream is a call by design; who gave up has left no client", async () => {
    const dumps = await dumpsOf(name);
    const all = findCalls(dumps, { idle: true }).map(byFunction);
    expect(all.filter(({ client }) => client === "watch")).toEqual([{ client: "watch", server: "Watch", sent: true }]);
    const givenUp = findGivenUp(dumps, findCalls(dumps));
    expect(givenUp.map(({ goroutine }) => labFunction(goroutine, "server"))).toEqual(["GaveUp"]);
  });
});

describe.each(versions("ttrpc"))("%s", (name) => {
  test("each call is in the state that its function names", async () => {
    const dumps = await dumpsOf(name);
    const found = findCalls(dumps);
    const calls = found.map(byFunction);
    expect(calls.filter(({ client }) => client === "served")).toEqual([
      { client: "served", server: "Served", sent: true },
    ]);
    expect(findGivenUp(dumps, found).map(({ goroutine }) => labFunction(goroutine, "server"))).toEqual(["GaveUp"]);
    const stuck = calls.filter(({ client }) => client === "notRead");
    expect(stuck).toHaveLength(3);
    // Until 1.1 the first request was with the connection's own goroutine: the client's frames cannot tell that it never left.
    expect(stuck.filter(({ sent }) => sent).length).toBe(/-1\.[01]\./.test(name) ? 1 : 0);
    expect(stuck.every(({ server }) => server === undefined)).toBe(true);
  });
});

const brief = ({ client, server, confidence }: Call) => ({
  call: `${client.protocol} ${client.service}/${client.method}`,
  client: client.goroutine.id,
  server: server?.goroutine.id,
  sure: confidence > 0.9,
});

describe("containerd 1.2 with shim v1", async () => {
  const dumps = await dumpsIn("containerd-1.2.13");

  test("each call meets its server, from the client to the shim of its container", () => {
    const calls = findCalls(dumps).map(brief);
    expect(calls).toHaveLength(4);
    expect(calls).toEqual(
      expect.arrayContaining([
        { call: "grpc Tasks/Start", client: 5, server: 85, sure: true },
        { call: "grpc Tasks/Kill", client: 7, server: 69, sure: true },
        { call: "ttrpc Shim/Start", client: 85, server: 36, sure: true },
        { call: "ttrpc Shim/Kill", client: 69, server: 34, sure: true },
      ]),
    );
  });

  test("one chain ends in `runc exec`, one in `runc kill`; shims that run are nothing to tell", () => {
    const chains = rootBlockers(buildGraph(dumps)).map(({ steps, end }) => ({
      steps: steps.map(({ goroutine }) => goroutine),
      end: `${end.kind} ${end.verb}`,
    }));
    expect(chains).toEqual([
      { steps: [6, 5, 85, 36], end: "runc exec" },
      { steps: [7, 69, 34], end: "runc kill" },
    ]);
  });
});
