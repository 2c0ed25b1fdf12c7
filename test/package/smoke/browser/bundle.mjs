import { rolldown } from "rolldown";

/** Rolldown leaves an import that it cannot resolve in the bundle, where it fails only once it is run. */
const complete = {
  name: "complete",
  async resolveId(source, importer, options) {
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    if (!found || found.external) throw new Error(`a browser has no ${source}, which ${importer} imports`);
    return found;
  },
};

/**
 * Bundles a script for the browser into one file and returns its code. A package may say itself, in "browser" of its manifest, that it does
 * without a module there; nothing else is put in a module's place.
 * @throws {Error} when the script or what it imports, even only sometimes, needs a module that no browser has: "node:fs", "module" …
 */
export async function bundleForBrowser(input) {
  const bundle = await rolldown({ input, platform: "browser", plugins: [complete], logLevel: "silent" });
  const { output } = await bundle.generate({ codeSplitting: false });
  await bundle.close();
  return output[0].code;
}
