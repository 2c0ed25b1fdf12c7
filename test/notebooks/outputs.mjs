// outputs.mjs check STORED EXECUTED…: exits 75 while there is a cell that shows what is stored in none of the executions; names it on stderr.
// outputs.mjs update STORED EXECUTED…: stores of each cell the execution that shows most.
// Several executions, because Deno's kernel may send a part of what a cell shows after it has said that the cell is done, and nbconvert loses that.
import { readFileSync, writeFileSync } from "node:fs";

const [mode, storedPath, ...executedPaths] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

/** What a person sees of a cell: without counters, the forms of a value in the order of their names. */
const shown = ({ outputs }) =>
  JSON.stringify(
    outputs.map(({ output_type, data, text }) => ({
      output_type,
      data: Object.entries(data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
      text: [text].flat().join(""),
    })),
  );

const stored = read(storedPath);
const executions = executedPaths.map(read);
for (const [at, cell] of stored.cells.entries()) {
  if (cell.cell_type !== "code") continue;
  const executed = executions.map(({ cells }) => cells[at]);
  if (mode === "update") {
    const most = executed.reduce((best, one) => (shown(one).length > shown(best).length ? one : best));
    Object.assign(cell, { execution_count: most.execution_count, outputs: most.outputs });
  } else if (!executed.some((one) => shown(one) === shown(cell))) {
    console.error(`${storedPath}: cell ${at + 1} shows something else than what is stored in it.`);
    process.exitCode = 75;
  }
}
if (mode === "update") writeFileSync(storedPath, `${JSON.stringify(stored, null, 1)}\n`);
