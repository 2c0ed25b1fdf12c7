// Bundles one of the programs in this folder and runs it in the project's folder: `node test/puzzles/run.mjs make|fit|owners …`
import { isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const [name = "owners"] = process.argv.splice(2, 1);
const here = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../../node_modules/.cache/stackgraph-puzzles/", import.meta.url));

process.chdir(fileURLToPath(new URL("../../", import.meta.url)));
const bundle = await rolldown({
  input: { [name]: join(here, `${name}.ts`) },
  external: (id) => !/^[./]/.test(id) && !isAbsolute(id),
});
await bundle.write({ dir: target, comments: false });
await bundle.close();
await import(pathToFileURL(join(target, `${name}.js`)).href);
