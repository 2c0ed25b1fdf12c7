import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/query/diagnose.ts";
import { gaps } from "./gaps.ts";
import { filesOf } from "./truth.ts";

/** Daemons that were healthy and busy when they were dumped: what waits in them waits for work in flight. They have no truth.json. */
const busy = ["docker-20.10.24-busy", "docker-28.5.2-busy", "kubelet-1.20.15-busy", "kubelet-1.30.14-busy"];

describe.each(busy)("%s", (sample) => {
  const title = "work in flight is no hang";
  const gap = gaps[sample]?.[title];
  const body = async (): Promise<void> => {
    const { dumps, deadlocks, findings } = await diagnose(filesOf(sample));
    expect(dumps.length).toBeGreaterThan(2);
    expect(deadlocks).toEqual([]);
    expect(findings.filter(({ severity }) => severity !== "info").map(({ id, text }) => [id, text])).toEqual([]);
  };
  if (gap === undefined) test(title, body);
  else test.fails(`${title} (not yet: ${gap})`, body);
});
