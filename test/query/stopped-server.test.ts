import { expect, test } from "vitest";
import { graphOfFiles } from "../../src/query/graph-of-files.ts";
import { SERVERS } from "../../src/query/stopped-server.ts";
import { toDiagnosis } from "../../src/query/to-diagnosis.ts";
import { sampleFiles } from "../processes/dumps.ts";

test.each([
  ["docker-20.10.24-shim-stopped", /; containerd-shim-runc-v2 110, one of those that may be the server, is stopped \(/],
  ["docker-26.1.5-containerd-stopped", /; containerd \d+, which is stopped \(/],
])("%s: the stopped process stands at the end of the chain", async (sample, words) => {
  const { chains } = toDiagnosis(await graphOfFiles(sampleFiles(sample)));
  expect(chains.map(({ end }) => end.text).filter((text) => words.test(text)).length).toBeGreaterThan(0);
});

test.each(SERVERS)("$process serves $example, and no other does", ({ process, example }) => {
  expect(SERVERS.filter((rule) => rule.package.test(example)).map((rule) => rule.process)).toEqual([process]);
});
