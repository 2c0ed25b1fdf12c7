import { beforeAll, describe, expect, test } from "vitest";
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
const chains = (found: Diagnosis): { start: string; alone: boolean }[] =>
  found.chains.map(({ steps, victims, end: { kind, verb } }) => ({
    start: `${steps[0]?.dump} ${steps[0]?.goroutine}`,
    steps: steps.map(({ dump, goroutine }) => `${dump} ${goroutine}`),
    victims,
    kind,
    verb,
    alone: victims === 0 && kind === "rpc",
  }));

/** What is claimed to be certain below the chains' ends: names of processes that the whole evidence does not show either. */
const processes = ({ chains }: Diagnosis): string[] =>
  chains.flatMap(({ end }) =>
    end.below.flatMap(({ process }) => (process.pid === undefined ? [] : [`${process.pid}`])),
  );

const severity = { info: 0, warning: 1, critical: 2 };

/** Without the list that shows its server stopped, a call is one like any other. */
const milder: Readonly<Record<string, string>> = { "call-in-flight": "blocked-on-call" };

/** The highest severity that a finding of this sort has. */
const worst = ({ findings }: Diagnosis, sort: string): number =>
  Math.max(
    -1,
    ...findings.filter(({ id }) => id === sort || id === milder[sort]).map((finding) => severity[finding.severity]),
  );

test("there are samples with evidence", () => {
  expect(samples.length).toBeGreaterThan(10);
});

describe.each(samples)("$sample", ({ sample, evidence }) => {
  let all: Promise<Diagnosis>;
  beforeAll(() => {
    all = diagnose(filesOf(sample));
  });

  test.each(evidence)(
    "without %s: the same locks, owners and chains, no process that was not there before, no new finding and none more severe",
    async (left) => {
      const whole = await all;
      const found = await diagnose(filesOf(sample).filter(({ name }) => name !== left));
      expect(owners(found)).toEqual(owners(whole));
      expect(chains(found)).toEqual(chains(whole).filter(({ start, alone }) => !alone || starts(found).has(start)));
      const known = new Set(processes(whole));
      expect(processes(found).filter((pid) => !known.has(pid))).toEqual([]);
      const louder = found.findings.filter(({ id, severity: now }) => severity[now] > worst(whole, id));
      expect(louder.map(({ id }) => id)).toEqual([]);
    },
  );
});
