import { beforeAll, describe, expect, test } from "vitest";
import { findCalls } from "../../src/calls/find-calls.ts";
import { findGivenUp } from "../../src/calls/find-given-up.ts";
import { isIdleCall } from "../../src/calls/idle.ts";
import type { Call, CallEnd } from "../../src/model/call.ts";
import type { Dump } from "../../src/model/dump.ts";
import { parse } from "../../src/parse/parse.ts";
import { mergeDumps } from "../../src/processes/merge-dumps.ts";
import { renamed } from "../samples/renamed.ts";
import { filesOf, sampleNames, textOf, truthOf } from "../samples/truth.ts";

/** The dumps of a sample, each once. */
function dumpsOf(sample: string, change: (text: string) => string = (text) => text): Dump[] {
  const dumps = filesOf(sample)
    .filter(({ name }) => /\.log(?:\.gz)?$/.test(name))
    .flatMap((file) => parse(new TextEncoder().encode(change(textOf(file))), { name: file.name }).dumps);
  return mergeDumps(dumps).map(({ dump }) => dump);
}

const ids = ({ client, server }: Call) => [client.goroutine.id, server?.goroutine.id];
const nameOf = ({ protocol, service, method }: CallEnd) => `${protocol} ${service}/${method}`;

/** Read in the dumps by a person: handlers of the shim that wait for a lock, while containerd has no call of the method. */
const givenUp: Readonly<Record<string, readonly string[]>> = {
  "docker-20.10.24-exec-exit": ["ttrpc Task/State 113", "ttrpc Task/State 130"],
  "docker-20.10.24-update-hang": ["ttrpc Task/State 27", "ttrpc Task/State 28"],
};

describe.each(sampleNames().filter((name) => name.startsWith("docker-")))("%s", (sample) => {
  let dumps: readonly Dump[];
  let calls: readonly Call[];

  beforeAll(() => {
    dumps = dumpsOf(sample);
    calls = findCalls(dumps);
  });

  test("the calls are those that a person found, each sure of its server where the dumps tell", () => {
    const truth = truthOf(sample).calls;
    const found = new Map(calls.map((call) => [`${nameOf(call.client)} ${call.client.goroutine.id}`, call]));
    expect(found.size).toBe(truth.length);
    for (const { protocol, service, method, client, server, or = [] } of truth) {
      const call = found.get(`${protocol} ${service}/${method} ${client.goroutine}`);
      const fitting = [...(server ? [server] : []), ...or].map(({ goroutine }) => goroutine);
      const named = [call?.server, ...(call?.alternatives ?? [])].flatMap((end) => end?.goroutine.id ?? []);
      expect(named.toSorted()).toEqual(fitting.toSorted());
      const rules = call?.evidence.map(({ rule }) => rule);
      expect(rules).toContain(["rpc-no-server", "rpc-only-pair"][fitting.length] ?? "rpc-several-fit");
      if (fitting.length < 2) expect(call?.confidence).toBeGreaterThan(0.85);
      else expect(call?.confidence).toBeLessThanOrEqual(1 / fitting.length);
    }
  });

  test("calls whose client gave up: containerd asks for a task's state for two seconds only", () => {
    const found = findGivenUp(dumps, calls).map((server) => `${nameOf(server)} ${server.goroutine.id}`);
    expect(found).toEqual(givenUp[sample] ?? []);
  });

  test("dockerd's event streams are idle by design", () => {
    const all = findCalls(dumps, { idle: true }).filter(({ client }) => isIdleCall(client));
    const streams = sample.startsWith("docker-17.")
      ? ["grpc API/Events"]
      : ["grpc Events/Subscribe", "grpc Events/Subscribe"];
    expect(all.map(({ client }) => nameOf(client))).toEqual(streams);
  });

  test("other function names: no calls", () => {
    const plain = dumpsOf(sample, renamed).filter(({ envelope }) => envelope.format === "plain");
    expect(plain.length).toBeGreaterThan(0);
    expect(findCalls(plain, { idle: true }).map(ids)).toEqual([]);
  });
});
