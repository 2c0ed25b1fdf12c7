// Runs one of the programs in this folder: `node test/puzzles/run.mjs make|fit|owners …`
import { runBundled } from "../config/run-bundled.mjs";

const [name = "owners"] = process.argv.splice(2, 1);
await runBundled(import.meta.url, name);
