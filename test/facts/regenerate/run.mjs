// Bundles regenerate.ts, as the package is bundled, and runs it: `npm run facts -- NAME=FOLDER …`
import { isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../../../node_modules/.cache/stackgraph-facts/", import.meta.url));

const bundle = await rolldown({
  input: { regenerate: join(here, "regenerate.ts") },
  external: (id) => !/^[./]/.test(id) && !isAbsolute(id),
});
await bundle.write({ dir: target, comments: false });
await bundle.close();
const { regenerate } = await import(pathToFileURL(join(target, "regenerate.js")).href);
// The bundle lies where node_modules does, which may be another checkout's.
await regenerate(process.argv.slice(2), fileURLToPath(new URL("../../../", import.meta.url)));
