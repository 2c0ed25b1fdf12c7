// outputs.mjs STORED EXECUTED [--update]: compares what the cells show; with --update it stores the executed outputs.
import { readFileSync, writeFileSync } from "node:fs";

const [storedPath, executedPath, update] = process.argv.slice(2);
const stored = JSON.parse(readFileSync(storedPath, "utf8"));
const executed = JSON.parse(readFileSync(executedPath, "utf8"));

/** What a person sees of a cell, without counters. */
const shown = ({ outputs = [] }) =>
  outputs.map(({ output_type, data, text }) => ({ output_type, ...(data && { data }), ...(text && { text }) }));

if (update === "--update") {
  for (const [at, cell] of stored.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    cell.execution_count = executed.cells[at].execution_count;
    cell.outputs = executed.cells[at].outputs;
  }
  writeFileSync(storedPath, `${JSON.stringify(stored, null, 1)}\n`);
} else {
  for (const [at, cell] of stored.cells.entries()) {
    if (JSON.stringify(shown(cell)) === JSON.stringify(shown(executed.cells[at]))) continue;
    console.error(
      `${storedPath}: cell ${at + 1} shows something else than what is stored: test/notebooks/run.sh --update stores it`,
    );
    process.exitCode = 1;
  }
}
