import { beforeAll, describe, expect, test } from "vitest";
import { findCalls } from "../../src/calls/find-calls.ts";
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
const byClient = (a: readonly unknown[], b: readonly unknown[]): number => Number(a[1]) - Number(b[1]);

describe.each(sampleNames().filter((name) => name.startsWith("docker-")))("%s", (sample) => {
  let dumps: readonly Dump[];
  let calls: readonly Call[];

  beforeAll(() => {
    dumps = dumpsOf(sample);
    calls = findCalls(dumps);
  });

  test("the calls are those that a person found, each sure of its server", () => {
    const truth = truthOf(sample).calls.map((call) => [
      `${call.protocol} ${call.service}/${call.method}`,
      call.client.goroutine,
      call.server?.goroutine,
    ]);
    expect(calls.map((call) => [nameOf(call.client), ...ids(call)]).sort(byClient)).toEqual(truth.sort(byClient));
    for (const { confidence, alternatives, evidence, server } of calls) {
      expect(confidence).toBeGreaterThan(0.85);
      expect(alternatives).toEqual([]);
      expect(evidence.map(({ rule }) => rule)).toContain(server ? "rpc-only-pair" : "rpc-no-server");
    }
  });

  test("dockerd's two event streams are idle by design", () => {
    const all = findCalls(dumps, { idle: true }).filter(({ client }) => isIdleCall(client));
    expect(all.map(({ client }) => nameOf(client))).toEqual(["grpc Events/Subscribe", "grpc Events/Subscribe"]);
  });

  test("other function names: no calls", () => {
    const plain = dumpsOf(sample, renamed).filter(({ envelope }) => envelope.format === "plain");
    expect(plain.length).toBeGreaterThan(0);
    expect(findCalls(plain, { idle: true }).map(ids)).toEqual([]);
  });
});
