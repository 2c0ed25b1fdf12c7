import { env, stderr } from "node:process";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { Goroutine } from "../../src/model/dump.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { FORMS, fileOf, GO_VERSIONS, SAMPLES } from "../parse/corpus.ts";
import { fromView, readPlain } from "../parse/plain.ts";
import { mutation } from "./mutate.ts";

/** `npm run fuzz` sets the first; a failure is repeated by setting the second to the seed in the test's name. */
const runs = Number(env["FUZZ_RUNS"] ?? 600);
const seed = Number(env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);

const dumps = [
  { folder: SAMPLES, name: "docker-20.10.24-exec-hang/containerd.stacks.log" },
  { folder: GO_VERSIONS, name: "sigquit-1.27.0-all.txt" },
  { folder: GO_VERSIONS, name: "traceback-1.13.15-system.txt" },
  { folder: GO_VERSIONS, name: "locks-1.4.txt" },
  { folder: GO_VERSIONS, name: "cgo-1.22.10-sigquit.txt" },
  { folder: FORMS, name: "goleak-1.26.8.txt" },
  { folder: FORMS, name: "pprof-1.26.8.txt" },
  { folder: FORMS, name: "race-1.26.8.txt" },
  { folder: FORMS, name: "delve-1.27.2.txt" },
];

const began = performance.now();
afterAll(() => {
  if (env["FUZZ_RUNS"] === undefined) return;
  const seconds = (performance.now() - began) / 1000;
  stderr.write(`${runs} runs, seed ${seed}: ${seconds.toFixed(0)} s, ${(runs / seconds).toFixed(0)} a second\n`);
});

describe.each(dumps)("$name with one changed line", ({ folder, name }) => {
  const lines = decode(fileOf(folder, name).bytes).split("\n");
  const goroutines = readPlain(encode(lines.join("\n"))).dumps.flatMap((dump) => [...dump.goroutines]);
  const whole = goroutines.map((goroutine) => ({
    lines: linesOf(goroutine),
    json: JSON.stringify(fromView(goroutine)),
  }));

  test(`loses at most the goroutines that were touched; ${runs} runs, seed ${seed}`, { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(mutation(lines), (changed) => {
        const result = readPlain(encode(changed.lines.join("\n")));
        const left = result.dumps.flatMap((dump) => [...dump.goroutines]);
        expect(left).toHaveLength(result.headers + result.headless);
        const found = new Set(left.map((goroutine) => JSON.stringify(fromView(goroutine))));
        const touched = new Set(changed.touched.map((line) => line + 1));
        for (const {
          lines: [first, last],
          json,
        } of whole) {
          const isTouched = [...touched].some((line) => line >= first && line <= last);
          if (!isTouched && !found.has(json))
            expect.fail(
              `lost after line ${changed.touched.join()} became ${JSON.stringify(changed.lines.slice(Math.max(0, (changed.touched[1] ?? 0) - 2), (changed.touched[1] ?? 0) + 3))}: ${json.slice(0, 100)}`,
            );
        }
      }),
      { numRuns: Math.ceil(runs / dumps.length), seed },
    );
  });
});

/** All lines that tell of a goroutine: in a report of the race detector its creation stands at the end. */
function linesOf({ dump, lines }: Goroutine): readonly [number, number] {
  return dump.envelope.format === "race" ? dump.lines : lines;
}
