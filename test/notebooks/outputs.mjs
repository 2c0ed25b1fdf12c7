// outputs.mjs [--update] STORED EXECUTED…: compares what the cells show; with --update it stores the executed outputs.
// A cell counts in the first execution in which it shows something: Deno's kernel may send a value after it has said that the cell is done, and
// nbconvert loses such a value. Exits 75 while there is a cell that has shown nothing yet.
import { readFileSync, writeFileSync } from "node:fs";

const update = process.argv[2] === "--update";
const [storedPath, ...executedPaths] = process.argv.slice(update ? 3 : 2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const stored = read(storedPath);
const executions = executedPaths.map(read);
const cells = stored.cells.flatMap((cell, at) =>
  cell.cell_type === "code"
    ? [{ at, cell, executed: executions.map(({ cells }) => cells[at]).find(({ outputs }) => outputs.length > 0) }]
    : [],
);

/** What a person sees of a cell: without counters, the forms of a value in the order of their names. */
const shown = ({ outputs }) =>
  JSON.stringify(
    outputs.map(({ output_type, data, text }) => ({
      output_type,
      data: Object.entries(data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
      text: [text].flat().join(""),
    })),
  );

if (cells.some(({ executed }) => executed === undefined)) {
  process.exitCode = 75;
} else if (update) {
  for (const { cell, executed } of cells) {
    cell.execution_count = executed.execution_count;
    cell.outputs = executed.outputs;
  }
  writeFileSync(storedPath, `${JSON.stringify(stored, null, 1)}\n`);
} else {
  for (const { at, cell, executed } of cells) {
    if (shown(cell) === shown(executed)) continue;
    console.error(`${storedPath}: cell ${at + 1} shows something else than what is stored in it.`);
    console.error("After a look at the difference, test/notebooks/run.sh --update stores it.");
    process.exitCode = 1;
  }
}
