import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PuzzleDump, TrueLock } from "./archive.ts";
import type { Program } from "./program.ts";
import type { Random } from "./random.ts";

export interface Compiler {
  readonly go: string;
  readonly arch: "amd64" | "386";
  readonly inlining: boolean;
}

const BIG = 256 << 20;

/** Writes the program to a folder of its own and formats it, so that lines are those that are compiled. */
export function writeProgram({ files }: Program): string {
  const folder = mkdtempSync(join(tmpdir(), "puzzle-"));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  execFileSync("gofmt", ["-w", "."], { cwd: folder });
  return folder;
}

export function build(folder: string, { go, arch, inlining }: Compiler): void {
  // Go 1.19 is the Debian package: it comes before the time of GOTOOLCHAIN.
  const command = go.startsWith("1.19") ? "/usr/lib/go-1.19/bin/go" : "go";
  execFileSync(command, ["build", "-trimpath", ...(inlining ? [] : ["-gcflags=-l"]), "-o", "puzzle", "."], {
    cwd: folder,
    env: { ...process.env, GOARCH: arch, CGO_ENABLED: "0", GOTOOLCHAIN: `go${go}`, GOFLAGS: "-p=2" },
    stdio: "inherit",
  });
}

interface Record_ {
  readonly Puzzle: string;
  readonly Address: string;
  readonly Holders: TrueLock["holders"];
  readonly Waiters: TrueLock["waiters"];
  readonly Left: TrueLock["holders"];
}

/** Runs some puzzles in one process. Undefined when it printed no dump. */
export function run(
  folder: string,
  program: Program,
  puzzles: readonly string[],
  random: Random,
): PuzzleDump | undefined {
  const style = random.pick(["stack", "stack", "pprof", "quit", "quit", "deadlock"]);
  const file = join(folder, "truth.json");
  rmSync(file, { force: true });
  const traceback = random.pick(["", "", "all", "all", "system"]);
  const { stderr } = spawnSync("./puzzle", [style, file, puzzles.join(",")], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...(traceback && { GOTRACEBACK: traceback }) },
    encoding: "utf8",
    maxBuffer: BIG,
    // What is not a deadlock to the runtime (a sleeper, a pipe) ends without a dump.
    timeout: style === "deadlock" ? 4_000 : 30_000,
    killSignal: "SIGQUIT",
  });
  if (!existsSync(file) || !stderr.includes("\ngoroutine ")) return undefined;
  const records = JSON.parse(readFileSync(file, "utf8")) as Record_[];
  const states = new Map(
    [...stderr.matchAll(/^goroutine (\d+)[^[]*\[([^\],]*)/gm)].map(([, id, state]) => [id, state]),
  );
  const locks = records
    .filter(({ Waiters, Holders }) => {
      const waiting = Object.keys(Waiters);
      // In motion, or gone: the truth was written a moment before the dump.
      const still = waiting.every((id) => /^(?:semacquire|sync\.)/.test(states.get(id) ?? ""));
      return waiting.length > 0 && still && Object.keys(Holders).every((id) => states.has(id));
    })
    .map(({ Puzzle, Address, Holders, Waiters, Left }) => ({
      scenario: program.puzzles.get(Puzzle) ?? "",
      address: Address,
      holders: Holders,
      waiters: Waiters,
      left: Object.keys(Left).map(Number),
    }));
  return { style, text: stderr, locks };
}

/** All puzzles of a program: alone, in small groups, and in large ones. */
export function groups(program: Program, random: Random): string[][] {
  const rest = random.some([...program.puzzles.keys()], program.puzzles.size);
  const made: string[][] = [];
  while (rest.length > 0) made.push(rest.splice(0, random.pick([1, 1, 1, 1, 1, 2, 2, 3, 4, 6, 12])));
  return made;
}
