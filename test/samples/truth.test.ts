import { beforeAll, describe, expect, test } from "vitest";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { dumpOf, namer } from "./dump-names.ts";
import { gaps } from "./gaps.ts";
import { filesOf, sampleNames, type TrueGoroutine, textOf, truthOf } from "./truth.ts";

const nameOf = ({ dump, goroutine }: TrueGoroutine): string => `${dump} ${goroutine}`;

/** What was found, when the truth allows it; else the first thing that it allows. */
const allowed = <T>(found: T | undefined, [first, ...others]: readonly T[]): T | undefined =>
  others.find((other) => other === found) ?? first;

describe.each(sampleNames())("%s", (sample) => {
  const truth = truthOf(sample);
  let found: Diagnosis;
  let name: (ref: { dump: string; goroutine: number }) => string;
  const check = (title: string, body: () => void): void => {
    const gap = gaps[sample]?.[title];
    if (gap === undefined) test(title, body);
    else test.fails(`${title} (not yet: ${gap})`, body);
  };

  beforeAll(async () => {
    found = await diagnose(filesOf(sample));
    name = namer(found, truth);
  });

  check("finds every dump once", () => {
    expect(found.dumps).toHaveLength(truth.dumps.length);
    for (const { dump, pid, container, takenAt, alsoIn, goroutines, file } of truth.dumps) {
      const summary = dumpOf(found, truth, dump);
      expect(summary).toMatchObject({ goroutines, truncated: false, file: expect.stringContaining(file) });
      if (pid !== undefined) expect(summary?.pid).toBe(pid);
      if (container !== undefined) expect(summary?.container).toBe(container);
      if (takenAt !== undefined) expect(Date.parse(summary?.takenAt ?? "")).toBe(Date.parse(takenAt));
      if (alsoIn !== undefined) {
        expect(summary?.alsoIn).toEqual([
          { file: expect.stringContaining(alsoIn.file), lines: [alsoIn.line, alsoIn.line] },
        ]);
      }
    }
  });

  check("finds every lock, and no other", () => {
    const brief = found.locks.map(({ kind, address, addressIs, within, name: lockClass, waiters }) => ({
      kind,
      address,
      addressIs,
      within: addressIs === "exact" ? undefined : within,
      name: lockClass,
      waiterCount: waiters.length,
    }));
    expect(brief).toEqual(
      truth.locks.map(({ kind, address, addressIs, within, name: lockClass, waiterCount }) => ({
        kind,
        address,
        addressIs,
        within,
        name: lockClass,
        waiterCount,
      })),
    );
  });

  check("finds every waiter with mode, age and place", () => {
    for (const [at, { waiters, ages }] of truth.locks.entries()) {
      const seen = new Map(found.locks[at]?.waiters.map((waiter) => [waiter.goroutine, waiter]));
      for (const { goroutine, mode, minutes, site, cites } of waiters) {
        const waiter = seen.get(goroutine);
        expect(waiter).toMatchObject({ mode, site: { func: site.func } });
        expect(waiter?.minutes).toBe(minutes);
        expect(`${waiter?.site.file}:${waiter?.site.line} `).toContain(site.at);
        const line = cites.find((cite) => cite.endsWith(`${site.func}(`))?.match(/:(\d+)(?:\/\d+)?: /)?.[1];
        expect(waiter?.site.dumpLine).toBe(Number(line));
      }
      if (ages !== undefined) {
        const counted: Record<string, number> = {};
        for (const { minutes } of seen.values()) counted[minutes ?? "none"] = (counted[minutes ?? "none"] ?? 0) + 1;
        expect(counted).toEqual(ages);
      }
    }
  });

  check("finds every owner", () => {
    const owners = found.locks.map(({ dump, owner }) => ({
      verdict: owner.verdict,
      goroutines: (owner.verdict === "ambiguous" ? owner.candidates : owner.goroutines).map(name).sort(),
      dump,
    }));
    expect(owners).toEqual(
      truth.locks.map(({ dump, owner }) => ({
        verdict: owner.verdict,
        goroutines: owner.goroutines.map((goroutine) => `${dump} ${goroutine}`),
        dump: dumpOf(found, truth, dump)?.dump,
      })),
    );
    for (const { owner } of found.locks) {
      expect(owner.confidence).toBeGreaterThanOrEqual(0.5);
      expect(owner.candidates[0]?.evidence.length).toBeGreaterThan(0);
    }
  });

  check("finds every call; others are streams that stay open by design", () => {
    const streams = new Set(truth.streams.flatMap(({ dump, goroutines }) => goroutines.map((id) => `${dump} ${id}`)));
    const calls = found.calls
      .filter(({ client }) => !streams.has(name(client)))
      .map(({ client, server, protocol, service, method }) => ({
        client: name(client),
        server: server && name(server),
        protocol,
        service,
        method,
      }));
    const wanted = truth.calls.map(({ client, server, or = [], protocol, service, method }) => {
      const answered = calls.find((call) => call.client === nameOf(client))?.server;
      return {
        client: nameOf(client),
        server: server && allowed(answered, [server, ...or].map(nameOf)),
        protocol,
        service,
        method,
      };
    });
    expect(calls).toHaveLength(wanted.length);
    const servers = calls.flatMap(({ server }) => server ?? []);
    expect(new Set(servers).size).toBe(servers.length);
    expect(calls).toEqual(expect.arrayContaining(wanted));
  });

  check("finds every chain, step by step", () => {
    const steps = found.chains.map((chain) => chain.steps.map((step) => [name(step), step.via?.kind, step.minutes]));
    expect(steps).toEqual(
      truth.chains.map((chain, at) =>
        chain.steps.map((step, position) => {
          const said = steps[at]?.[position]?.[0];
          return [allowed(said, [step, ...(step.or ?? [])].map(nameOf)), step.via, step.minutes];
        }),
      ),
    );
    expect(found.chains.map(({ victims }) => victims)).toEqual(truth.chains.map(({ victims }) => victims));
    for (const [at, { steps: wanted }] of truth.chains.entries()) {
      for (const [position, { request }] of wanted.entries()) {
        if (request === undefined) continue;
        // A path parameter has another name in each version.
        const [method, path = ""] = request.replace(/\{\w+\}/, "{").split("{");
        const said = found.chains[at]?.steps[position]?.request;
        expect(said).toContain(method);
        expect(said).toContain(path);
      }
    }
  });

  check("finds what everything waits for in the end", () => {
    expect(found.chains.map(({ end: { kind, verb, pid } }) => ({ kind, verb, pid }))).toEqual(
      truth.chains.map(({ end: { kind, orKinds = [], verb, pid, or = [] } }, at) => ({
        kind: allowed(found.chains[at]?.end.kind, [kind, ...orKinds]),
        verb,
        pid: pid === undefined ? undefined : allowed(found.chains[at]?.end.pid, [pid, ...or]),
      })),
    );
    const pids = found.chains.flatMap(({ end: { pid } }) => pid ?? []);
    expect(new Set(pids).size).toBe(pids.length);
    for (const [at, { below }] of truth.chains.entries()) {
      const said = JSON.stringify(found.chains[at]?.end.below ?? []);
      for (const { names, pid } of below) {
        for (const text of names) expect(said).toContain(text);
        if (pid !== undefined) expect(said).toContain(`"pid":${pid}`);
      }
      // A child that no list shows may be named; what it waits for may not.
      if (below.length > 0) continue;
      for (const { process, waitsFor } of found.chains[at]?.end.below ?? []) {
        expect(process).toEqual({ name: found.chains[at]?.end.kind });
        expect(waitsFor).toBe("not known");
      }
    }
  });

  check("prints no age that the dump does not print", () => {
    const headers = filesOf(sample).flatMap((file) => [
      ...textOf(file).matchAll(/(?:^|\\n|\n)goroutine (\d+) \[[^\]\n]*?, (\d+) minutes/g),
    ]);
    const printed = new Set(headers.map(([, id, minutes]) => `${id} ${minutes}`));
    const claimed = [...found.locks.flatMap((lock) => lock.waiters), ...found.chains.flatMap((chain) => chain.steps)];
    const wrong = claimed.filter(
      ({ goroutine, minutes }) => minutes !== undefined && !printed.has(`${goroutine} ${minutes}`),
    );
    expect(wrong).toEqual([]);
  });

  check("warns exactly when something is wrong", () => {
    const severe = found.findings.filter(({ severity }) => severity !== "info");
    const isWrong = truth.locks.length + truth.chains.length > 0;
    expect(severe.length > 0).toBe(isWrong);
    if (!isWrong) expect(found).toMatchObject({ locks: [], chains: [], deadlocks: [], findings: [] });
  });
});
