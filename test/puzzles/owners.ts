// How well owners are named: `npm run bench:owners`. Takes minutes: all puzzles, with their source and without.
import { readArchive } from "./archive.ts";
import { baselinesOf } from "./baselines.ts";
import { goParser } from "./go-parser.ts";
import { judgeArchive } from "./judge-archive.ts";
import { type Figures, figuresOf, outcomeOf } from "./outcome.ts";

const percent = (value: number): string => (100 * value).toFixed(1);

const COLUMNS: readonly (readonly [string, (figures: Figures) => string])[] = [
  ["locks", ({ locks }) => String(locks)],
  ["owner first", ({ first }) => percent(first)],
  ["first, or one of three", ({ firstOrThree }) => percent(firstOrThree)],
  ["among the candidates", ({ among }) => percent(among)],
  ["wrong at 0.8", ({ wrong80 }) => percent(wrong80)],
  ["wrong at 0.95", ({ wrong95 }) => percent(wrong95)],
  ["nobody named", ({ open }) => percent(open)],
  ["calibration error", ({ calibrationError }) => percent(calibrationError)],
  ["90 % interval", ({ calibrationInterval }) => calibrationInterval.map(percent).join("–")],
];

const print = (cells: readonly string[]): boolean => process.stdout.write(`| ${cells.join(" | ")} |\n`);

print(["set", "facts", ...COLUMNS.map(([name]) => name)]);
print(["---", "---", ...COLUMNS.map(() => "---")]);
const parser = await goParser();
for (const set of ["last", "fresh", "held", "fit"] as const) {
  const archive = readArchive(set);
  // The shipped catalogue knows nothing of these programs: it stands for "none", too.
  for (const facts of ["source", "catalogue or none"]) {
    const judged = await judgeArchive(archive, facts === "source" ? parser : undefined);
    const figures = figuresOf(
      judged.flatMap(({ dump, diagnosis }) => dump.locks.map((lock) => outcomeOf(diagnosis, lock))),
    );
    print([set, facts, ...COLUMNS.map(([, of]) => of(figures))]);
  }
  const { address, sameFunction, random } = baselinesOf(archive);
  process.stdout.write(
    `\n${set}: the address elsewhere ${percent(address)}, the only goroutine in that function ${percent(sameFunction)}, any of the package ${percent(random)}\n\n`,
  );
}
