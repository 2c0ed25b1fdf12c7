import { readFileSync } from "node:fs";
import type { PuzzleSet } from "./places.ts";
import { makePuzzle, packageText } from "./puzzle.ts";
import { Random } from "./random.ts";

/** A Go program: its files by path, and its puzzles with the scenario of each. */
export interface Program {
  readonly files: ReadonlyMap<string, string>;
  readonly puzzles: ReadonlyMap<string, string>;
}

const PACKAGES = [
  "store",
  "proxy",
  "engine",
  "agent",
  "volumes",
  "transport",
  "registry",
  "planner",
  "billing",
  "monitor",
];
const template = (name: string): string => readFileSync(`test/puzzles/go/${name}`, "utf8");

export function makeProgram(seed: number, set: PuzzleSet, count: number): Program {
  const random = new Random(seed);
  const files = new Map([
    ["go.mod", "module example.org/puzzle\n\ngo 1.18\n"],
    ["truth/truth.go", template("truth.go.txt")],
    ["main.go", template("main.go.txt")],
  ]);
  const puzzles = new Map<string, string>();
  const calls: string[] = [];
  for (const name of PACKAGES) files.set(`${name}/${name}.go`, packageText(name, set));
  for (let index = 0; index < count; index++) {
    const home = PACKAGES[index % PACKAGES.length] ?? "store";
    const puzzle = makePuzzle(random, set, home, index);
    files.set(`${home}/p${index}.go`, puzzle.text);
    puzzles.set(String(index), puzzle.scenario);
    calls.push(`\t"${index}": ${home}.${puzzle.name},`);
  }
  const used = PACKAGES.slice(0, count);
  files.set(
    "puzzles.go",
    `package main\n\nimport (\n${used.map((name) => `\t"example.org/puzzle/${name}"`).join("\n")}\n)\n\nvar puzzles = map[string]func(){\n${calls.join("\n")}\n}\n`,
  );
  return { files, puzzles };
}
