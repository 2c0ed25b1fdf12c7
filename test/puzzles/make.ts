import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { type Archive, archivePath, type Build } from "./archive.ts";
import type { PuzzleSet } from "./places.ts";
import { makeProgram } from "./program.ts";
import { Random } from "./random.ts";
import { build, type Compiler, groups, run, writeProgram } from "./run-program.ts";

interface Plan {
  readonly seed: number;
  readonly puzzles: number;
  readonly compilers: readonly Compiler[];
}

const compiler = (go: string, arch: Compiler["arch"] = "amd64", inlining = true): Compiler => ({ go, arch, inlining });

const plans: Readonly<Record<PuzzleSet, readonly Plan[]>> = {
  fit: [
    { seed: 101, puzzles: 100, compilers: [compiler("1.19.8"), compiler("1.26.8", "amd64", false)] },
    { seed: 102, puzzles: 100, compilers: [compiler("1.21.13", "386"), compiler("1.24.6")] },
    { seed: 103, puzzles: 100, compilers: [compiler("1.23.4", "amd64", false), compiler("1.27.0")] },
  ],
  held: [
    { seed: 201, puzzles: 130, compilers: [compiler("1.19.8", "amd64", false), compiler("1.25.3")] },
    { seed: 202, puzzles: 130, compilers: [compiler("1.21.13"), compiler("1.26.8")] },
    { seed: 203, puzzles: 130, compilers: [compiler("1.22.10", "amd64", false), compiler("1.24.6", "386")] },
    { seed: 204, puzzles: 130, compilers: [compiler("1.23.4"), compiler("1.27.0", "amd64", false)] },
    { seed: 205, puzzles: 130, compilers: [compiler("1.25.3", "amd64", false), compiler("1.19.8")] },
    { seed: 207, puzzles: 130, compilers: [compiler("1.26.8", "amd64", false), compiler("1.22.10")] },
    { seed: 206, puzzles: 130, compilers: [compiler("1.27.0"), compiler("1.23.4", "386", false)] },
  ],
  fresh: [
    { seed: 311, puzzles: 150, compilers: [compiler("1.19.8"), compiler("1.26.8", "amd64", false)] },
    { seed: 312, puzzles: 150, compilers: [compiler("1.21.13", "amd64", false), compiler("1.27.0")] },
    { seed: 313, puzzles: 150, compilers: [compiler("1.25.3"), compiler("1.22.10", "386")] },
    { seed: 314, puzzles: 150, compilers: [compiler("1.24.6", "amd64", false), compiler("1.23.4")] },
    { seed: 315, puzzles: 150, compilers: [compiler("1.26.8"), compiler("1.19.8", "amd64", false)] },
    { seed: 316, puzzles: 150, compilers: [compiler("1.27.0", "amd64", false), compiler("1.21.13")] },
    { seed: 317, puzzles: 150, compilers: [compiler("1.22.10"), compiler("1.25.3", "386", false)] },
    { seed: 318, puzzles: 150, compilers: [compiler("1.23.4", "amd64", false), compiler("1.24.6")] },
  ],
  last: [
    { seed: 411, puzzles: 130, compilers: [compiler("1.19.8"), compiler("1.27.0")] },
    { seed: 412, puzzles: 130, compilers: [compiler("1.24.6", "amd64", false), compiler("1.22.10")] },
    { seed: 413, puzzles: 130, compilers: [compiler("1.25.3", "386"), compiler("1.26.0", "amd64", false)] },
  ],
};

/** Builds and runs the programs of a set and freezes what they printed. */
function make(set: PuzzleSet, size: number): void {
  const programs: Record<string, string>[] = [];
  const builds: Build[] = [];
  for (const { seed, puzzles, compilers } of plans[set]) {
    const program = makeProgram(seed, set, Math.ceil(puzzles * size));
    const folder = writeProgram(program);
    programs.push(goFiles(folder));
    for (const [index, one] of compilers.entries()) {
      build(folder, one);
      const random = new Random(seed * 10 + index);
      const dumps = groups(program, random).flatMap((group) => run(folder, program, group, random) ?? []);
      builds.push({ ...one, program: programs.length - 1, dumps: dumps.filter(({ locks }) => locks.length > 0) });
      process.stdout.write(
        `${set} ${seed} go${one.go} ${one.arch}: ${dumps.flatMap(({ locks }) => locks).length} locks\n`,
      );
    }
    rmSync(folder, { recursive: true });
  }
  const archive: Archive = { programs, builds };
  const bytes = Buffer.from(JSON.stringify(archive));
  mkdirSync(dirname(archivePath(set)), { recursive: true });
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(archivePath(set), brotliCompressSync(bytes, { params }));
}

/** Source of the puzzles; how the program notes its truth is no part of what is read. */
function goFiles(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".go"));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

const [set = "fit", size = "1"] = process.argv.slice(2);
if (!Object.hasOwn(plans, set)) throw new Error(`no set is called ${set}`);
make(set as PuzzleSet, Number(size));
