import { isAbsolute } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const project = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Bundles a program, as the package is bundled, and runs it in the project's folder.
 * @param {string} folder URL of the module beside which the program lies.
 * @param {string} name The program's file, without ".ts".
 * @returns What the program exports.
 */
export async function runBundled(folder, name) {
  process.chdir(project);
  const bundle = await rolldown({
    input: { [name]: fileURLToPath(new URL(`${name}.ts`, folder)) },
    external: (id) => !/^[./]/.test(id) && !isAbsolute(id),
  });
  // It must lie below node_modules to find the packages.
  const target = `${project}node_modules/.cache/stackgraph-${name}/`;
  await bundle.write({ dir: target, comments: false });
  await bundle.close();
  return import(pathToFileURL(`${target}${name}.js`).href);
}
