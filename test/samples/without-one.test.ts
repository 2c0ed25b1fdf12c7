import { describe, expect, test } from "vitest";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { filesOf, sampleNames, truthOf } from "./truth.ts";

/** Samples with evidence beside the dumps, and the names of its files. */
const samples = sampleNames().flatMap((sample) => {
  const dumps = new Set(truthOf(sample).dumps.flatMap(({ file, alsoIn }) => [file, ...(alsoIn ? [alsoIn.file] : [])]));
  const evidence = filesOf(sample)
    .map(({ name }) => name)
    .filter((name) => !dumps.has(name));
  return evidence.length > 1 ? [{ sample, evidence }] : [];
});

const owners = ({ locks }: Diagnosis): unknown[] =>
  locks.map(({ dump, address, within, owner }) => [dump, address ?? within, owner.verdict, owner.goroutines]);

const starts = ({ chains }: Diagnosis): Set<string> =>
  new Set(chains.map(({ steps: [first] }) => `${first?.dump} ${first?.goroutine}`));

/** A call for which nobody waits can be told only because the evidence shows that its server answers nobody. */
const chains = (found: Diagnosis): { start: string; victims: number; alone: boolean }[] =>
  found.chains.map(({ steps: [first], victims, end }) => ({
    start: `${first?.dump} ${first?.goroutine}`,
    victims,
    alone: victims === 0 && end.kind === "rpc",
  }));

/** What is claimed to be certain below the chains' ends: names of processes that the whole evidence does not show either. */
const processes = ({ chains }: Diagnosis): string[] =>
  chains.flatMap(({ end }) =>
    end.below.flatMap(({ process }) => (process.pid === undefined ? [] : [`${process.pid}`])),
  );

test("there are samples with evidence", () => {
  expect(samples.length).toBeGreaterThan(10);
});

describe.each(samples)("$sample", ({ sample, evidence }) => {
  test.each(evidence)(
    "without %s: the same locks, owners and victims, and no process that was not there before",
    async (left) => {
      const files = filesOf(sample);
      const whole = await diagnose(files);
      const found = await diagnose(files.filter(({ name }) => name !== left));
      expect(owners(found)).toEqual(owners(whole));
      expect(chains(found)).toEqual(chains(whole).filter(({ start, alone }) => !alone || starts(found).has(start)));
      const known = new Set(processes(whole));
      expect(processes(found).filter((pid) => !known.has(pid))).toEqual([]);
    },
  );
});
