// Measures a dump of a million goroutines, 2 GB: `npm run bench:huge [GOROUTINES]`, after `npm run build`. Needs so much space in the folder for
// temporary files, and as much memory.

import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { piecesOf } from "./inputs.ts";
import { machine, publish, short, table } from "./table.ts";
import { peakMemory, run } from "./whole.ts";

const COMMAND = "dist/cli/bin.js";
const SIZES = [24_000, Number(process.argv[2] ?? 1_000_000)];

const folder = mkdtempSync(join(tmpdir(), "stackgraph-huge-"));
try {
  const rows: string[][] = [];
  for (const goroutines of SIZES) {
    const file = join(folder, `${goroutines}.log`);
    const handle = openSync(file, "w");
    for (const piece of piecesOf(goroutines, "alike")) writeSync(handle, piece);
    closeSync(handle);
    const { size } = statSync(file);
    const seconds = await run(process.execPath, [COMMAND, "diagnose", file]);
    const peak = await peakMemory([COMMAND, "diagnose", file]);
    rows.push([
      goroutines.toLocaleString("en"),
      `${short(size / 1e6)} MB`,
      `${short(seconds)} s`,
      `${short((1e9 * seconds) / size)} ns`,
      `${short(peak / 1e6)} MB`,
      short(peak / size),
    ]);
  }
  const head = ["goroutines", "file", "`stackgraph diagnose`", "per byte", "peak memory", "times the file"];
  publish("huge", `${machine()}\n\n${table(head, rows)}`);
} finally {
  rmSync(folder, { recursive: true });
}
