// Makes the catalogues that ship: `npm run facts -- NAME=FOLDER …`
import { runBundled } from "../../config/run-bundled.mjs";

const { regenerate } = await runBundled(import.meta.url, "regenerate");
// The bundle lies where node_modules does, which may be another checkout's.
await regenerate(process.argv.slice(2), process.cwd());
