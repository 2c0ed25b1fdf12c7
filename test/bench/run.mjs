// Bundles one of the programs in this folder, as the package is bundled, and runs it: `node test/bench/run.mjs NAME …`
import { isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const [name = "bench"] = process.argv.splice(2, 1);
const here = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../../node_modules/.cache/stackgraph-bench/", import.meta.url));

process.chdir(fileURLToPath(new URL("../../", import.meta.url)));
const bundle = await rolldown({
  input: { [name]: join(here, `${name}.ts`) },
  external: (id) => !/^[./]/.test(id) && !isAbsolute(id),
});
await bundle.write({ dir: target, comments: false });
await bundle.close();
await import(pathToFileURL(join(target, `${name}.js`)).href);
