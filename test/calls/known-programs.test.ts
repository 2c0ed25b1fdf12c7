import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findCalls } from "../../src/calls/find-calls.ts";
import { buildGraph } from "../../src/graph/build-graph.ts";
import type { Call } from "../../src/model/call.ts";
import type { Dump } from "../../src/model/dump.ts";
import { parseFile } from "../../src/parse/parse-file.ts";
import { rootBlockers } from "../../src/query/root-blockers.ts";

const FIXTURES = new URL("../fixtures/calls/", import.meta.url);

/** All dumps of a folder of fixtures. */
async function dumpsIn(folder: string): Promise<Dump[]> {
  const root = new URL(`${folder}/`, FIXTURES);
  const parsed = readdirSync(root).map((name) => parseFile(readFileSync(new URL(name, root)), { name }));
  return (await Promise.all(parsed)).flatMap(({ dumps }) => dumps);
}

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
