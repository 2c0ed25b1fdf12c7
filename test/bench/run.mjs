// Runs one of the programs in this folder: `node test/bench/run.mjs NAME …`
import { runBundled } from "../config/run-bundled.mjs";

const [name = "bench"] = process.argv.splice(2, 1);
await runBundled(import.meta.url, name);
