import { readFileSync } from "node:fs";
import { env } from "node:process";
import { describe, expect, test } from "vitest";
import { add, compare, type Score } from "./compare.ts";
import type { ReadGoroutine } from "./goroutine.ts";
import { allInputs, type Inputs } from "./inputs.ts";
import { page } from "./page.ts";
import { readPeers, readStackgraph, whyNoPeers } from "./readers.ts";
import { cell } from "./table.ts";

const PAGE = new URL("../../docs/peers.md", import.meta.url);
const inputs = allInputs();

function score({ files }: Inputs, read: (bytes: Uint8Array) => readonly ReadGoroutine[]): Score {
  return add(files.map(({ bytes, truth }) => compare(read(bytes), truth)));
}

const own = inputs.map((kind) => score(kind, readStackgraph));

describe("stackgraph", () => {
  test.each(inputs.map(({ name }, at) => ({ name, at })))("returns all of: $name", ({ at }) => {
    expect(cell(own[at] as Score)).toBe("all");
  });

  test("and docs/peers.md says so", () => {
    const cells = readFileSync(PAGE, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .map((line) => line.split("|").map((text) => text.trim()));
    const told = cells.map(([, name, files, goroutines, frames, , , stackgraph]) => [
      name,
      files,
      goroutines,
      frames,
      stackgraph,
    ]);
    for (const [at, { name, files }] of inputs.entries()) {
      const { goroutines, frames } = own[at] as Score;
      expect(told).toContainEqual([name, `${files.length}`, `${goroutines}`, `${frames}`, "all"]);
    }
  });
});

test("docs/peers.md is what the peers return now (npm run peers writes it)", { timeout: 300_000 }, async (context) => {
  const reason = whyNoPeers();
  if (reason && env["CI"] === "true") expect.fail(reason);
  if (reason) return context.skip(reason);
  const found = readPeers(inputs.flatMap(({ files }) => files.map(({ bytes }) => bytes)));
  let next = 0;
  const rows = inputs.map(({ name, files }, at) => {
    const results = found.slice(next, next + files.length);
    next += files.length;
    const of = (peer: "panicparse" | "gostackparse") =>
      add(files.map(({ truth }, file) => compare(results[file]?.[peer] ?? [], truth)));
    const truth = add(files.map((file) => compare(file.truth, file.truth)));
    return { name, files: files.length, truth, scores: [of("panicparse"), of("gostackparse"), own[at] as Score] };
  });
  await expect(page(rows)).toMatchFileSnapshot(PAGE.pathname);
});
