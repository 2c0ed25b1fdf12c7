// outputs.mjs STORED EXECUTED [--update]: compares what the cells show; with --update it stores the executed outputs. Exits 75 when a cell of
// the executed notebook shows nothing: Deno's kernel may send a value after it has said that the cell is done, and then nbconvert loses it.
import { readFileSync, writeFileSync } from "node:fs";

const [storedPath, executedPath, update] = process.argv.slice(2);
const stored = JSON.parse(readFileSync(storedPath, "utf8"));
const executed = JSON.parse(readFileSync(executedPath, "utf8"));
const isCode = ({ cell_type }) => cell_type === "code";

/** What a person sees of a cell: without counters, the forms of a value in the order of their names. */
const shown = ({ outputs = [] }) =>
  JSON.stringify(
    outputs.map(({ output_type, data, text }) => ({
      output_type,
      data: Object.entries(data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
      text: [text].flat().join(""),
    })),
  );

if (executed.cells.some((cell) => isCode(cell) && cell.outputs.length === 0)) {
  process.exitCode = 75;
} else if (update === "--update") {
  for (const [at, cell] of stored.cells.entries()) {
    if (!isCode(cell)) continue;
    cell.execution_count = executed.cells[at].execution_count;
    cell.outputs = executed.cells[at].outputs;
  }
  writeFileSync(storedPath, `${JSON.stringify(stored, null, 1)}\n`);
} else {
  for (const [at, cell] of stored.cells.entries()) {
    if (shown(cell) === shown(executed.cells[at])) continue;
    console.error(`${storedPath}: cell ${at + 1} shows something else than what is stored in it.`);
    console.error("After a look at the difference, test/notebooks/run.sh --update stores it.");
    process.exitCode = 1;
  }
}
