import { writeFileSync } from "node:fs";
import { compileFacts, type LockFacts } from "../../src/facts/lock-facts.ts";
import type { GoParser } from "../../src/facts/source/go-parser.ts";
import { sourceFacts } from "../../src/facts/source/source-facts.ts";
import { type JudgedLock, judgeLocks } from "../../src/locks/find-locks.ts";
import { weigh } from "../../src/locks/verdict.ts";
import { parse } from "../../src/parse/parse.ts";
import { type Archive, readArchive } from "./archive.ts";
import { goParser } from "./go-parser.ts";
import { remembering, sourceOf } from "./judge-archive.ts";
import { truthOf } from "./samples.ts";
import { fitTemperature, type Said } from "./temperature.ts";

/** Fits how sure "ambiguous" is to the first two sets of puzzles, with their source and without, and writes src/locks/calibration.ts. */
const target = "src/locks/calibration.ts";

function said(archive: Archive, parser?: GoParser): Said[] {
  const once = parser && remembering(parser);
  return archive.builds.flatMap(({ program, dumps }) =>
    dumps.flatMap(({ text, locks }) => {
      const [dump] = parse(new TextEncoder().encode(text), { name: "dump.txt" }).dumps;
      if (!dump) return [];
      const source = once && sourceOf(archive.programs[program] ?? {}, once);
      const facts: LockFacts = source
        ? sourceFacts(
            source,
            [...dump.goroutines].map(({ stack }) => stack),
          )
        : compileFacts([]);
      return judgeLocks(dump, facts, weigh).flatMap(({ scene, verdict }: JudgedLock) => {
        const truth = truthOf(scene, locks);
        if (!truth || verdict.verdict !== "ambiguous") return [];
        const right = verdict.candidates.some(({ goroutine }) => truth.holders[String(goroutine.id)] !== undefined);
        return [{ confidence: verdict.confidence, right }];
      });
    }),
  );
}

const parser = await goParser();
const all = (["fit", "held"] as const).flatMap((set) => {
  const archive = readArchive(set);
  return [...said(archive, parser), ...said(archive)];
});
const slope = fitTemperature(all);
writeFileSync(
  target,
  `/**
 * Made by test/puzzles/calibrate.ts, not by hand: how sure "one of these" is, fitted to how often it was right for ${all.length} locks of the first two
 * sets of puzzles. A factor for its log-odds.
 */
export const ambiguousSlope = ${slope.toFixed(2)};
`,
);
process.stdout.write(`slope ${slope.toFixed(2)} (${all.length} locks)\n`);
